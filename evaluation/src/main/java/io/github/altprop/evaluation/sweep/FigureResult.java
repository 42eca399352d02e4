package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.run.EmbeddingRow;
import io.github.altprop.evaluation.run.EmbeddingTable;
import io.github.altprop.evaluation.sweep.FigureSpec.Kind;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.Reading.OfLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A figure with its numbers.
 *
 * @param groups names of what is compared, in the order of the sweep
 * @param planes of a figure of kind {@link Kind#EMBEDDING}, which has no lines
 */
public record FigureResult(
    FigureSpec spec,
    List<String> groups,
    List<Line> lines,
    List<Plane> planes,
    List<String> diverged) {
  /**
   * A line, or the bars of one group.
   *
   * @param group index of its group
   * @param quantity what it shows
   */
  public record Line(int group, String quantity, List<Place> places) {}

  /**
   * A place on a line.
   *
   * @param layer of a bar; else empty
   * @param x of a curve: epoch or step; of a swept key: its value
   * @param spread of a bar: standard deviation over measurements; else the standard error over
   *     seeds, empty for one
   */
  public record Place(String layer, double x, int n, double mean, OptionalDouble spread) {}

  /**
   * Pictures of one point's layers.
   *
   * @param group index of its group
   * @param point the point's name
   */
  public record Plane(int group, String point, EmbeddingTable table) {}

  /** Fills a figure with what the points say. */
  public static FigureResult of(FigureSpec spec, List<PointResult> all) {
    Map<String, List<PointResult>> groups = new LinkedHashMap<>();
    for (PointResult point : all) {
      if (point.matches(spec.where())) {
        String name = point.place(spec.by());
        groups.computeIfAbsent(name, n -> new ArrayList<>()).add(point);
      }
    }
    List<String> names = List.copyOf(groups.keySet());
    List<Line> lines = new ArrayList<>();
    List<Plane> planes = new ArrayList<>();
    List<String> diverged = new ArrayList<>();
    groups.forEach(
        (name, points) -> {
          for (String quantity : spec.values()) {
            List<Place> places = places(spec, quantity, points);
            if (!places.isEmpty()) {
              lines.add(new Line(names.indexOf(name), quantity, places));
            }
          }
          if (spec.kind() == Kind.EMBEDDING) {
            plane(names.indexOf(name), points, spec.layers()).ifPresent(planes::add);
          }
          points.stream()
              .filter(point -> point.state() == State.DIVERGED)
              .forEach(point -> diverged.add(point.name()));
        });
    return new FigureResult(spec, names, lines, planes, diverged);
  }

  private static List<Place> places(FigureSpec spec, String quantity, List<PointResult> points) {
    return switch (spec.kind()) {
      case CURVE -> curve(quantity, points);
      case AGAINST -> against(spec.x(), quantity, points);
      case BARS -> bars(quantity, points);
      case EMBEDDING -> List.of();
    };
  }

  /** Pictures have no mean: the first finished point that has some of these layers. */
  private static Optional<Plane> plane(int group, List<PointResult> points, List<String> layers) {
    return points.stream()
        .filter(point -> point.state() == State.FINISHED)
        .map(point -> new Plane(group, point.name(), point.embedding().of(layers)))
        .filter(plane -> !plane.table().isEmpty())
        .findFirst();
  }

  /** At each x that any seed has, the mean over the seeds that have it. */
  private static List<Place> curve(String quantity, List<PointResult> points) {
    Map<Double, List<Double>> values = new TreeMap<>();
    for (PointResult point : points) {
      point
          .reading(quantity)
          .ifPresent(
              reading -> {
                for (Point at : reading.curve()) {
                  values.computeIfAbsent(at.x(), x -> new ArrayList<>()).add(at.y());
                }
              });
    }
    return places(values);
  }

  private static List<Place> against(String key, String quantity, List<PointResult> points) {
    Map<Double, List<Double>> values = new TreeMap<>();
    for (PointResult point : points) {
      point
          .reading(quantity)
          .map(Reading::last)
          .filter(OptionalDouble::isPresent)
          .ifPresent(
              last ->
                  values
                      .computeIfAbsent(Double.valueOf(point.key(key)), x -> new ArrayList<>())
                      .add(last.getAsDouble()));
    }
    return places(values);
  }

  private static List<Place> places(Map<Double, List<Double>> values) {
    List<Place> places = new ArrayList<>();
    values.forEach(
        (x, seeds) -> {
          Statistic statistic =
              Statistic.of(seeds.stream().mapToDouble(Double::doubleValue).toArray());
          places.add(
              new Place(
                  "", x, statistic.n(), statistic.mean().orElseThrow(), statistic.standardError()));
        });
    return places;
  }

  /** The measurements of all seeds together: their mean, and their population deviation. */
  private static List<Place> bars(String quantity, List<PointResult> points) {
    Map<String, List<OfLayer>> layers = new LinkedHashMap<>();
    for (PointResult point : points) {
      point
          .reading(quantity)
          .ifPresent(
              reading ->
                  reading
                      .layers()
                      .forEach(
                          layer ->
                              layers
                                  .computeIfAbsent(layer.layer(), name -> new ArrayList<>())
                                  .add(layer)));
    }
    List<Place> places = new ArrayList<>();
    layers.forEach((name, parts) -> places.add(pooled(name, places.size(), parts)));
    return places;
  }

  private static Place pooled(String layer, int index, List<OfLayer> parts) {
    long n = parts.stream().mapToLong(OfLayer::n).sum();
    double mean = 0;
    double square = 0;
    for (OfLayer part : parts) {
      double weight = (double) part.n() / n;
      mean += weight * part.mean();
      square += weight * (part.deviation() * part.deviation() + part.mean() * part.mean());
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean));
    return new Place(layer, index, Math.toIntExact(n), mean, OptionalDouble.of(deviation));
  }

  /** The figure's numbers as CSV, a line for each. */
  public String csv() {
    return spec.kind() == Kind.EMBEDDING ? pointsCsv() : linesCsv();
  }

  private String pointsCsv() {
    List<List<String>> rows = new ArrayList<>();
    for (Plane plane : planes) {
      for (EmbeddingRow row : plane.table().rows()) {
        rows.add(
            List.of(
                groups.get(plane.group()),
                plane.point(),
                row.layer(),
                Long.toString(row.index()),
                Integer.toString(row.label()),
                Double.toString(row.x()),
                Double.toString(row.y())));
      }
    }
    return Lines.of(List.of("line", "point", "layer", "index", "label", "x", "y"), rows);
  }

  private String linesCsv() {
    boolean bars = spec.kind() == Kind.BARS;
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines) {
      for (Place place : line.places()) {
        rows.add(
            List.of(
                groups.get(line.group()),
                line.quantity(),
                bars ? place.layer() : Double.toString(place.x()),
                Integer.toString(place.n()),
                Double.toString(place.mean()),
                Lines.number(place.spread())));
      }
    }
    String x = bars ? "layer" : spec.kind() == Kind.AGAINST ? spec.x() : over();
    return Lines.of(
        List.of("line", "quantity", x, "n", "mean", bars ? "deviation" : "standardError"), rows);
  }

  /** What a curve runs over: epoch or step. */
  public String over() {
    return Quantity.of(spec.values().get(0)).map(Quantity::over).orElse("");
  }
}
