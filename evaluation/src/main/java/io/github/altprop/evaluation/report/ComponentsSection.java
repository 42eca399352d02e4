package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.LineChart;
import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.StepLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What each component of an associated network minimises, over training; two charts a run. */
final class ComponentsSection {
  private static final double HEIGHT = 320;

  private ComponentsSection() {}

  /** The section; empty if no run was trained in components. */
  static Optional<Element> of(List<Entry> entries) {
    List<Entry> associated =
        entries.stream().filter(entry -> !entry.run().metrics().losses().isEmpty()).toList();
    if (associated.isEmpty()) {
      return Optional.empty();
    }
    Element grid = Element.of("div", "grid");
    for (Entry entry : associated) {
      grid.add(
          figure(
              entry,
              "Associated loss",
              "Each component’s output to its encoded target",
              StepLosses::associated));
      grid.add(
          figure(
              entry,
              "Autoencoder loss",
              "Each component’s decoded target to the target",
              StepLosses::autoencoder));
    }
    return Optional.of(Section.titled("components", "Losses of components").add(grid));
  }

  private static Element figure(
      Entry entry, String loss, String what, Function<StepLosses, OptionalDouble> value) {
    String title = loss + " of " + entry.name();
    List<Series> series = series(entry.run().metrics().losses(), value);
    List<Point> points =
        series.stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> Double.isFinite(point.y()))
            .toList();
    if (points.isEmpty()) {
      return Section.missing(title, "No finite loss was recorded.");
    }
    Axis steps = Axis.spanning("step", Unit.COUNT, points.stream().mapToDouble(Point::x).toArray());
    Axis losses =
        Axis.aroundOrLogarithmic(
            "loss", Unit.NUMBER, points.stream().mapToDouble(Point::y).toArray());
    LineChart chart = new LineChart(title + " by step", steps, losses, series);
    return Section.figure(
        title,
        what + ": mean squared error in training, averaged over an epoch.",
        key(series),
        width -> chart.svg(width, HEIGHT));
  }

  private static List<Series> series(
      List<StepLosses> recorded, Function<StepLosses, OptionalDouble> value) {
    List<Series> series = new ArrayList<>();
    for (String component : recorded.stream().map(StepLosses::component).distinct().toList()) {
      List<Point> points =
          recorded.stream()
              .filter(losses -> losses.component().equals(component))
              .map(losses -> new Point(losses.step(), value.apply(losses).orElse(Double.NaN)))
              .toList();
      series.add(new Series(component, series.size() % Series.COLORS, Stroke.SOLID, points));
    }
    return series;
  }

  private static Element key(List<Series> series) {
    Element key = Element.of("ul", "key");
    series.forEach(line -> key.add(Element.of("li").add(Entry.label(line.color(), line.name()))));
    return key;
  }
}
