package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.BarChart;
import io.github.altprop.evaluation.chart.BarChart.Bar;
import io.github.altprop.evaluation.chart.BarChart.Group;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.DistanceRow;
import java.util.ArrayList;
import java.util.List;

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
    List<Entry> measured = entries.stream().filter(e -> !e.run().distances().isEmpty()).toList();
    List<Place> places = rows.stream().map(Place::of).distinct().toList();
    Table table = table(measured, places, rows);
    return section
        .add(
            Section.paragraph(
                "caption",
                "Mean distance between the centroids of two classes, mean distance between two"
                    + " examples of one class, and the former over the latter: above 1, classes lie"
                    + " further apart than they spread."))
        .add(
            Element.of("div", "grid")
                .add(Element.of("div", "scroll").add(table.element("numbers distances")))
                .add(ratios(measured, places)));
  }

  private static Element ratios(List<Entry> entries, List<Place> places) {
    List<Group> groups =
        places.stream()
            .map(place -> new Group(place.toString(), bars(entries, place)))
            .filter(group -> !group.bars().isEmpty())
            .toList();
    if (groups.isEmpty()) {
      return Section.missing("Ratio", "No ratio is defined: a class has too few examples.");
    }
    double[] ends =
        groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(Bar::value).toArray();
    BarChart chart =
        new BarChart(
            "Ratio of distances by layer", Axis.fromZero("ratio", Unit.NUMBER, ends), groups);
    return Section.figure(
        "Ratio", "Distance between classes over distance within.", Entry.key(entries), chart::svg);
  }

  private static List<Bar> bars(List<Entry> entries, Place place) {
    List<Bar> bars = new ArrayList<>();
    for (Entry entry : entries) {
      for (DistanceRow row : entry.run().distances()) {
        if (Place.of(row).equals(place) && row.ratio().isPresent()) {
          bars.add(new Bar(entry.name(), entry.color(), row.ratio().getAsDouble(), 0));
        }
      }
    }
    return bars;
  }

  private static Table table(List<Entry> entries, List<Place> places, List<DistanceRow> rows) {
    Decimals between = Decimals.of(rows.stream().map(DistanceRow::interclass));
    Decimals within = Decimals.of(rows.stream().map(DistanceRow::intraclass));
    Decimals ratio = Decimals.of(rows.stream().map(DistanceRow::ratio));
    Table table = new Table(COLUMNS);
    for (Place place : places) {
      table.row("group", Element.of("span").text(place.toString()), List.of("", "", ""));
      for (Entry entry : entries) {
        for (DistanceRow row : entry.run().distances()) {
          if (Place.of(row).equals(place)) {
            table.row(
                "",
                entry.label(),
                List.of(
                    between.format(row.interclass()),
                    within.format(row.intraclass()),
                    ratio.format(row.ratio())));
          }
        }
      }
    }
    return table;
  }

  /** A layer's features on one split. */
  private record Place(String layer, String split) {
    static Place of(DistanceRow row) {
      return new Place(row.layer(), row.split());
    }

    @Override
    public String toString() {
      return layer + ", " + split + " set";
    }
  }
}
