package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.DistanceRow;
import java.util.List;
import java.util.OptionalDouble;

/** How well each layer's features separate the classes, as a table by layer and run. */
final class DistancesSection {
  private static final List<String> COLUMNS = List.of("Layer", "Between", "Within", "Ratio");

  private DistancesSection() {}

  static Element of(List<Entry> entries) {
    Element section = Section.titled("distances", "Class separation");
    List<DistanceRow> rows =
        entries.stream().flatMap(entry -> entry.run().distances().stream()).toList();
    if (rows.isEmpty()) {
      return section.add(
          Section.paragraph(
              "nothing",
              "Not measured yet: the command “distances” compares a run’s features by class."));
    }
    Table table = new Table(COLUMNS);
    rows.stream()
        .map(row -> List.of(row.layer(), row.split()))
        .distinct()
        .forEach(place -> addLayer(table, entries, place.get(0), place.get(1)));
    return section
        .add(
            Section.paragraph(
                "caption",
                "Mean distance between the centroids of two classes, mean distance between two"
                    + " examples of one class, and the former over the latter: above 1, classes lie"
                    + " further apart than they spread."))
        .add(table.element("numbers distances"));
  }

  private static void addLayer(Table table, List<Entry> entries, String layer, String split) {
    table.row("group", Element.of("span").text(layer + ", " + split + " set"), List.of("", "", ""));
    for (Entry entry : entries) {
      for (DistanceRow row : entry.run().distances()) {
        if (row.layer().equals(layer) && row.split().equals(split)) {
          table.row(
              "",
              entry.label(),
              List.of(number(row.interclass()), number(row.intraclass()), number(row.ratio())));
        }
      }
    }
  }

  private static String number(OptionalDouble value) {
    return Unit.NUMBER.value(value);
  }
}
