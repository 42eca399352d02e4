package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.BarChart;
import io.github.altprop.evaluation.chart.BarChart.Bar;
import io.github.altprop.evaluation.chart.BarChart.Group;
import io.github.altprop.evaluation.chart.LineChart;
import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.StepAngle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How far the updates of each run point from backprop's: by layer, and over training. */
final class AnglesSection {
  private static final double HEIGHT = 320;

  private AnglesSection() {}

  static Element of(List<Entry> entries) {
    return Section.titled("angles", "Angle to backprop")
        .add(Element.of("div", "grid").add(byLayer(entries)).add(byStep(entries)));
  }

  private static Element byLayer(List<Entry> entries) {
    String title = "By layer";
    List<Entry> measured = entries.stream().filter(e -> !e.run().angles().isEmpty()).toList();
    List<Group> groups =
        measured.stream()
            .flatMap(entry -> entry.run().angles().stream().map(AngleRow::layer))
            .distinct()
            .map(layer -> new Group(layer, bars(measured, layer)))
            .filter(group -> !group.bars().isEmpty())
            .toList();
    if (groups.isEmpty()) {
      return Section.missing(
          title,
          "Not measured yet: the command “angles” compares a run’s updates with backprop’s.");
    }
    double[] ends =
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(bar -> bar.value() + bar.spread())
            .toArray();
    BarChart chart =
        new BarChart("Angle to backprop by layer", Axis.ofAngles("degrees", ends), groups);
    return Section.figure(
        title,
        "Mean over minibatches; whiskers show one standard deviation.",
        Entry.key(measured),
        chart::svg);
  }

  private static List<Bar> bars(List<Entry> entries, String layer) {
    List<Bar> bars = new ArrayList<>();
    for (Entry entry : entries) {
      entry.run().angles().stream()
          .filter(row -> row.layer().equals(layer) && row.meanDegrees().isPresent())
          .forEach(
              row ->
                  bars.add(
                      new Bar(
                          entry.name(),
                          entry.color(),
                          row.meanDegrees().getAsDouble(),
                          row.stdDegrees().orElse(0))));
    }
    return bars;
  }

  private static Element byStep(List<Entry> entries) {
    String title = "Over training";
    List<Series> series =
        entries.stream()
            .map(e -> new Series(e.name(), e.color(), Stroke.SOLID, meanOverLayers(e.run())))
            .filter(line -> !line.points().isEmpty())
            .toList();
    List<Point> points = series.stream().flatMap(line -> line.points().stream()).toList();
    if (points.isEmpty()) {
      return Section.missing(title, "No angles were recorded during training.");
    }
    Axis steps = Axis.spanning("step", Unit.COUNT, points.stream().mapToDouble(Point::x).toArray());
    Axis degrees = Axis.ofAngles("degrees", points.stream().mapToDouble(Point::y).toArray());
    LineChart chart = new LineChart("Angle to backprop by step", steps, degrees, series);
    return Section.figure(
        title,
        "Mean over the layers at each recorded step.",
        Entry.key(entries.stream().filter(e -> !e.run().stepAngles().isEmpty()).toList()),
        width -> chart.svg(width, HEIGHT));
  }

  private static List<Point> meanOverLayers(Run run) {
    TreeMap<Long, OptionalDouble> means =
        run.stepAngles().stream()
            .filter(angle -> angle.degrees().isPresent())
            .collect(
                Collectors.groupingBy(
                    StepAngle::step,
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.averagingDouble(angle -> angle.degrees().getAsDouble()),
                        OptionalDouble::of)));
    return means.entrySet().stream()
        .map(mean -> new Point(mean.getKey(), mean.getValue().getAsDouble()))
        .toList();
  }
}
