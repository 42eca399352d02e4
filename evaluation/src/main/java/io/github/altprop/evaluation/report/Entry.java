package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A run on the page: under a name and in a colour of its own. */
record Entry(Run run, int color) {
  static List<Entry> of(List<Run> runs) {
    List<String> names = runs.stream().map(Run::name).toList();
    List<Entry> entries = new ArrayList<>();
    for (Run run : runs) {
      boolean ambiguous = Collections.frequency(names, run.name()) > 1;
      Run named = ambiguous ? run.named(run.name() + " (" + run.folder() + ")") : run;
      entries.add(new Entry(named, entries.size() % Series.COLORS));
    }
    return List.copyOf(entries);
  }

  String name() {
    return run.name();
  }

  /** The colour and the name. */
  Element label() {
    return label(color, name());
  }

  /** A colour and a name. */
  static Element label(int color, String name) {
    return Element.of("span", "run")
        .add(Element.of("i", "swatch c" + color))
        .add(Element.of("span").text(name));
  }

  /** The key of a chart of these runs. */
  static Element key(List<Entry> entries) {
    Element key = Element.of("ul", "key");
    entries.forEach(entry -> key.add(Element.of("li").add(entry.label())));
    return key;
  }
}
