package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.LineChart;
import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Accuracy, loss and, for many classes, top-5 accuracy by epoch; all runs in one plot each. */
final class CurvesSection {
  private static final double HEIGHT = 320;

  /** Among so few classes, to be one of five says little. */
  private static final int CLASSES_WITHOUT_TOP_5 = 10;

  private static final String STROKES = "Solid: test set. Dashed: training set.";
  private static final String NOTHING = "No epoch with a measurement yet.";

  private CurvesSection() {}

  static Element of(List<Entry> entries) {
    Element grid =
        Element.of("div", "grid")
            .add(
                figure(
                    "Accuracy",
                    entries,
                    series(entries, Epoch::testAccuracy, Epoch::trainAccuracy),
                    values -> Axis.around("accuracy", Unit.PERCENT, values)))
            .add(
                figure(
                    "Loss",
                    entries,
                    series(entries, Epoch::testLoss, Epoch::trainLoss),
                    values -> Axis.aroundOrLogarithmic("loss", Unit.NUMBER, values)));
    List<Entry> manyClasses =
        entries.stream()
            .filter(entry -> entry.run().classes().orElse(0) > CLASSES_WITHOUT_TOP_5)
            .toList();
    if (!manyClasses.isEmpty()) {
      grid.add(
          figure(
              "Top-5 accuracy",
              manyClasses,
              series(manyClasses, Epoch::testTop5Accuracy, Epoch::trainTop5Accuracy),
              values -> Axis.around("top-5 accuracy", Unit.PERCENT, values)));
    }
    return Section.titled("curves", "Learning curves").add(grid);
  }

  private static Element figure(
      String title, List<Entry> entries, List<Series> series, Function<double[], Axis> axis) {
    double[] y = values(series, Point::y);
    if (y.length == 0) {
      return Section.missing(title, NOTHING);
    }
    Axis epochs = Axis.spanning("epoch", Unit.COUNT, values(series, Point::x));
    LineChart chart = new LineChart(title + " by epoch", epochs, axis.apply(y), series);
    return Section.figure(title, STROKES, Entry.key(entries), width -> chart.svg(width, HEIGHT));
  }

  private static List<Series> series(
      List<Entry> entries,
      Function<Epoch, OptionalDouble> test,
      Function<Epoch, OptionalDouble> train) {
    BiFunction<Entry, Function<Epoch, OptionalDouble>, List<Point>> points =
        (entry, value) ->
            entry.run().epochs().stream()
                .map(epoch -> new Point(epoch.epoch(), value.apply(epoch).orElse(Double.NaN)))
                .toList();
    List<Series> series = new ArrayList<>();
    for (Entry entry : entries) {
      series.add(
          new Series(
              entry.name() + ", train", entry.color(), Stroke.DASHED, points.apply(entry, train)));
    }
    for (Entry entry : entries) {
      series.add(
          new Series(
              entry.name() + ", test", entry.color(), Stroke.SOLID, points.apply(entry, test)));
    }
    return series;
  }

  private static double[] values(List<Series> series, Function<Point, Double> value) {
    return series.stream()
        .flatMap(line -> line.points().stream())
        .filter(point -> Double.isFinite(point.y()))
        .mapToDouble(value::apply)
        .toArray();
  }
}
