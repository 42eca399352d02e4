package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Settings side by side: first what differs between the runs, then what they share. */
final class Comparison {
  private final List<Entry> entries;
  private final Function<Run, Settings> settings;

  Comparison(List<Entry> entries, Function<Run, Settings> settings) {
    this.entries = entries;
    this.settings = settings;
  }

  /** The section, {@code missing} being what it says if no run has any settings. */
  Element section(String id, String title, String missing) {
    Element section = Section.titled(id, title);
    List<String> paths =
        entries.stream()
            .flatMap(entry -> values(entry).values().keySet().stream())
            .distinct()
            .toList();
    if (paths.isEmpty()) {
      return section.add(Section.paragraph("nothing", missing));
    }
    List<String> differing = paths.stream().filter(this::differs).toList();
    List<String> common = paths.stream().filter(path -> !differs(path)).toList();
    if (!differing.isEmpty()) {
      section.add(differences(differing));
    }
    if (!common.isEmpty()) {
      section.add(shared(common));
    }
    return section;
  }

  private Element differences(List<String> paths) {
    List<String> columns = new ArrayList<>(List.of("Differs"));
    entries.forEach(entry -> columns.add(entry.name()));
    Table table = new Table(columns);
    for (String path : paths) {
      table.row(
          "",
          Element.of("code").text(path),
          entries.stream().map(entry -> value(entry, path)).toList());
    }
    return Element.of("div", "scroll").add(table.element("cards differs"));
  }

  private Element shared(List<String> paths) {
    Element list = Element.of("dl", "pairs");
    for (String path : paths) {
      list.add(
          Element.of("div")
              .add(Element.of("dt").text(path))
              .add(Element.of("dd").text(value(entries.get(0), path))));
    }
    String title = entries.size() == 1 ? "All values" : "The same in all runs";
    Element details =
        Element.of("details")
            .add(Element.of("summary").text(title + " (" + paths.size() + ")"))
            .add(list);
    return entries.size() == 1 ? details.with("open", "") : details;
  }

  private boolean differs(String path) {
    return entries.stream().map(entry -> value(entry, path)).distinct().count() > 1;
  }

  private String value(Entry entry, String path) {
    return values(entry).first(path).orElse(Unit.UNDEFINED);
  }

  private Settings values(Entry entry) {
    return settings.apply(entry.run());
  }
}
