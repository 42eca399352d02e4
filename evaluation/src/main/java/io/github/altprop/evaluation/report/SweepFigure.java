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
import io.github.altprop.evaluation.sweep.FigureResult;
import io.github.altprop.evaluation.sweep.FigureResult.Line;
import io.github.altprop.evaluation.sweep.FigureResult.Place;
import io.github.altprop.evaluation.sweep.FigureSpec.Kind;
import io.github.altprop.evaluation.sweep.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A figure of a sweep: lines with bands or whiskers over seeds, or bars by layer. */
final class SweepFigure {
  private static final double HEIGHT = 320;

  private SweepFigure() {}

  static Element of(FigureResult figure) {
    String title = figure.spec().title();
    if (!figure.planes().isEmpty()) {
      return pictures(figure);
    }
    if (figure.lines().isEmpty()) {
      return Section.missing(title, "No finished point says anything about this.");
    }
    Element key = Element.of("ul", "key");
    figure.lines().stream()
        .map(Line::group)
        .distinct()
        .forEach(g -> key.add(Element.of("li").add(Entry.label(color(g), figure.groups().get(g)))));
    return figure.spec().kind() == Kind.BARS
        ? Section.figure(title, caption(figure), key, bars(figure)::svg)
        : Section.figure(title, caption(figure), key, width -> lines(figure).svg(width, HEIGHT));
  }

  /** Pictures of layers across the page, a row a group. */
  private static Element pictures(FigureResult figure) {
    List<EmbeddingPictures.Row> rows =
        figure.planes().stream()
            .map(
                plane ->
                    new EmbeddingPictures.Row(
                        Element.of("span").text(figure.groups().get(plane.group())),
                        plane.point(),
                        plane.table()))
            .toList();
    return Element.of("div", "across")
        .add(Element.of("h3").text(figure.spec().title()))
        .add(Section.paragraph("caption", EmbeddingSection.CAPTION + without(figure)))
        .addAll(EmbeddingPictures.of(rows));
  }

  private static String without(FigureResult figure) {
    return figure.diverged().isEmpty()
        ? ""
        : " Without those that diverged: " + String.join(", ", figure.diverged()) + ".";
  }

  private static String caption(FigureResult figure) {
    List<String> quantities = figure.spec().values();
    StringBuilder caption = new StringBuilder();
    if (figure.spec().kind() == Kind.BARS) {
      caption.append("Mean over all measurements of all seeds; whiskers: one standard deviation.");
    } else if (quantities.size() > 1) {
      caption
          .append("Solid: ")
          .append(quantity(quantities.get(0)).label())
          .append(". Dashed: ")
          .append(quantity(quantities.get(1)).label())
          .append(". Mean over seeds and its standard error.");
    } else {
      caption.append("Mean over seeds and its standard error.");
    }
    return caption.append(without(figure)).toString();
  }

  private static LineChart lines(FigureResult figure) {
    List<Series> series = new ArrayList<>();
    for (Line line : figure.lines()) {
      boolean second = figure.spec().values().indexOf(line.quantity()) > 0;
      String name = figure.groups().get(line.group());
      series.add(
          new Series(
              figure.spec().values().size() > 1
                  ? name + ", " + quantity(line.quantity()).label()
                  : name,
              color(line.group()),
              second ? Stroke.DASHED : Stroke.SOLID,
              line.places().stream()
                  .map(place -> new Point(place.x(), place.mean(), place.spread().orElse(0)))
                  .toList()));
    }
    double[] xs = values(figure).mapToDouble(Place::x).toArray();
    String over = figure.spec().kind() == Kind.AGAINST ? figure.spec().x() : figure.over();
    boolean whole = Arrays.stream(xs).allMatch(x -> x == Math.rint(x));
    Unit unit = whole ? Unit.COUNT : Unit.NUMBER;
    Axis x =
        figure.spec().log().contains("x")
            ? Axis.logarithmic(over, unit, xs)
            : Axis.spanning(over, unit, xs);
    return new LineChart(figure.spec().title(), x, y(figure), series);
  }

  private static Axis y(FigureResult figure) {
    Quantity quantity = quantity(figure.spec().values().get(0));
    double[] ys =
        values(figure)
            .flatMap(
                place ->
                    Stream.of(
                        place.mean() - place.spread().orElse(0),
                        place.mean() + place.spread().orElse(0)))
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (quantity.unit() == Unit.DEGREES) {
      return Axis.ofAngles(quantity.label(), ys);
    }
    if (figure.spec().log().contains("y")) {
      // A spread that reaches down to zero would take the axis with it.
      double lowest = values(figure).mapToDouble(Place::mean).filter(m -> m > 0).min().orElse(1);
      double[] ends = Arrays.stream(ys).map(end -> Math.max(end, lowest / 2)).toArray();
      return Axis.logarithmic(quantity.label(), quantity.unit(), ends);
    }
    return Axis.around(quantity.label(), quantity.unit(), ys);
  }

  private static Stream<Place> values(FigureResult figure) {
    return figure.lines().stream().flatMap(line -> line.places().stream());
  }

  private static BarChart bars(FigureResult figure) {
    Quantity quantity = quantity(figure.spec().values().get(0));
    List<Group> groups = new ArrayList<>();
    for (String layer : values(figure).map(Place::layer).distinct().toList()) {
      List<Bar> bars = new ArrayList<>();
      for (Line line : figure.lines()) {
        line.places().stream()
            .filter(place -> place.layer().equals(layer))
            .forEach(
                place ->
                    bars.add(
                        new Bar(
                            figure.groups().get(line.group()),
                            color(line.group()),
                            place.mean(),
                            place.spread().orElse(0))));
      }
      groups.add(new Group(layer, bars));
    }
    double[] ends =
        values(figure).mapToDouble(place -> place.mean() + place.spread().orElse(0)).toArray();
    Axis axis =
        quantity.unit() == Unit.DEGREES
            ? Axis.ofAngles(quantity.label(), ends)
            : Axis.fromZero(quantity.label(), quantity.unit(), ends);
    return new BarChart(figure.spec().title(), axis, groups);
  }

  private static Quantity quantity(String name) {
    return Quantity.of(name).orElseThrow(() -> new IllegalArgumentException("no quantity " + name));
  }

  private static int color(int group) {
    return group % Series.COLORS;
  }
}
