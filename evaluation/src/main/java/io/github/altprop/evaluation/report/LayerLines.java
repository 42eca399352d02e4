package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.LineChart;
import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A quantity of every layer over training. Of one run the layers share a figure; of several runs
 * each layer has its own, in which the runs are compared.
 *
 * @param title of the figures
 * @param caption what is drawn
 * @param axis of the values
 * @param dashed what the samples' second value is
 * @param samples what a run recorded
 */
record LayerLines(
    String title,
    String caption,
    String dashed,
    Function<double[], Axis> axis,
    Function<Entry, List<Sample>> samples) {
  private static final double HEIGHT = 320;

  /** More figures than these wait behind a line to click on. */
  private static final int MOST_FIGURES = 6;

  /**
   * A recorded value.
   *
   * @param value drawn as a solid line
   * @param second drawn as a dashed line of the same colour
   */
  record Sample(long step, String layer, OptionalDouble value, OptionalDouble second) {}

  /** The figures; none if no run has recorded a value. */
  List<Element> figures(List<Entry> entries) {
    List<Entry> recorded = entries.stream().filter(this::hasValues).toList();
    if (recorded.isEmpty()) {
      return List.of();
    }
    if (recorded.size() == 1) {
      return List.of(figure(title, layersOf(recorded.get(0))));
    }
    return layers(recorded).stream()
        .map(layer -> figure(title + ", " + layer, runsOf(recorded, layer)))
        .toList();
  }

  /** The figures in a grid; those that are too many at once wait behind a line to click on. */
  static List<Element> grids(List<Element> figures) {
    List<Element> grids = new ArrayList<>();
    int first = Math.min(MOST_FIGURES, figures.size());
    grids.add(Element.of("div", "grid").addAll(figures.subList(0, first)));
    if (first < figures.size()) {
      List<Element> rest = figures.subList(first, figures.size());
      grids.add(
          Element.of("details")
              .add(Element.of("summary").text("The other layers (" + rest.size() + ")"))
              .add(Element.of("div", "grid").addAll(rest)));
    }
    return grids;
  }

  private boolean hasValues(Entry entry) {
    return samples.apply(entry).stream().anyMatch(sample -> sample.value().isPresent());
  }

  private List<String> layers(List<Entry> entries) {
    return entries.stream()
        .flatMap(entry -> samples.apply(entry).stream())
        .filter(sample -> sample.value().isPresent())
        .map(Sample::layer)
        .distinct()
        .toList();
  }

  private List<Series> layersOf(Entry entry) {
    List<Series> series = new ArrayList<>();
    List<String> layers = layers(List.of(entry));
    for (int i = 0; i < layers.size(); i++) {
      addLines(series, entry, layers.get(i), layers.get(i), i % Series.COLORS);
    }
    return series;
  }

  private List<Series> runsOf(List<Entry> entries, String layer) {
    List<Series> series = new ArrayList<>();
    entries.forEach(entry -> addLines(series, entry, layer, entry.name(), entry.color()));
    return series;
  }

  private void addLines(List<Series> series, Entry entry, String layer, String name, int color) {
    List<Sample> own =
        samples.apply(entry).stream().filter(sample -> sample.layer().equals(layer)).toList();
    Function<Function<Sample, OptionalDouble>, List<Point>> points =
        value ->
            own.stream().map(s -> new Point(s.step(), value.apply(s).orElse(Double.NaN))).toList();
    for (Series drawn :
        List.of(
            new Series(name, color, Stroke.SOLID, points.apply(Sample::value)),
            new Series(name + ", " + dashed, color, Stroke.DASHED, points.apply(Sample::second)))) {
      if (drawn.points().stream().anyMatch(point -> Double.isFinite(point.y()))) {
        series.add(drawn);
      }
    }
  }

  private Element figure(String heading, List<Series> series) {
    List<Point> points =
        series.stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> Double.isFinite(point.y()))
            .toList();
    Axis steps = Axis.spanning("step", Unit.COUNT, points.stream().mapToDouble(Point::x).toArray());
    Axis values = axis.apply(points.stream().mapToDouble(Point::y).toArray());
    LineChart chart = new LineChart(heading + " by step", steps, values, series);
    return Section.figure(heading, caption, key(series), width -> chart.svg(width, HEIGHT));
  }

  private static Element key(List<Series> series) {
    Element key = Element.of("ul", "key");
    series.stream()
        .filter(line -> line.stroke() == Stroke.SOLID)
        .forEach(line -> key.add(Element.of("li").add(Entry.label(line.color(), line.name()))));
    return key;
  }
}
