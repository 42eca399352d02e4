package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.markup.Element;
import java.util.Arrays;
import java.util.List;

/**
 * Lines over a common axis. Around each x lies an invisible band that carries, in {@code data-tip},
 * what every line says there: a heading, then lines of colour, name and value between tabs.
 *
 * @param description what the chart shows, for readers who cannot see it
 */
public record LineChart(String description, Axis x, Axis y, List<Series> series) {
  private static final int MOST_POINTS = 400;
  private static final int MOST_BANDS = 100;
  private static final int MOST_DOTS = 24;

  /** The chart as SVG of this size in user units. */
  public Element svg(double width, double height) {
    List<Series> lines =
        series.stream().filter(s -> !s.isEmpty()).map(s -> s.thinned(MOST_POINTS)).toList();
    double left = 12 + Frame.DIGIT * longest(y);
    double right = Math.max(14, Frame.DIGIT * longest(x) / 2); // half of the last label
    Frame frame = new Frame(left, 10, width - left - right, height - 54);
    Element svg = Frame.svg(width, height, description);
    axes(svg, frame);
    for (Series line : lines) {
      spread(svg, line, frame);
      svg.add(path(line, frame));
      if (line.points().size() <= MOST_DOTS) {
        line.points().stream()
            .filter(Point::isFinite)
            .forEach(point -> svg.add(dot(line.color(), point, frame, "dot")));
      }
    }
    bands(svg, lines, frame);
    return svg.add(new Key(lines.stream().map(Key.Entry::of).toList()).below(width, height));
  }

  private static int longest(Axis axis) {
    return Arrays.stream(axis.ticks()).mapToInt(t -> axis.label(t).length()).max().orElse(1);
  }

  private void axes(Element svg, Frame frame) {
    for (double tick : y.ticks()) {
      double at = frame.y(y, tick);
      svg.add(Frame.line("grid", frame.left(), at, frame.right(), at))
          .add(Frame.text("tick", frame.left() - 8, at + 4, "end", y.label(tick)));
    }
    for (double tick : x.ticks()) {
      double at = frame.x(x, tick);
      svg.add(Frame.line("axis", at, frame.bottom(), at, frame.bottom() + 4))
          .add(Frame.text("tick", at, frame.bottom() + 18, "middle", x.label(tick)));
    }
    svg.add(Frame.line("axis", frame.left(), frame.bottom(), frame.right(), frame.bottom()))
        .add(
            Frame.text(
                "label",
                frame.left() + frame.width() / 2,
                frame.bottom() + 38,
                "middle",
                x.label()));
  }

  /** Whiskers at the points of a line of few, a band around a line of many. */
  private void spread(Element svg, Series line, Frame frame) {
    List<Point> points = line.points().stream().filter(Point::isFinite).toList();
    if (points.stream().allMatch(point -> point.spread() == 0)) {
      return;
    }
    if (points.size() > MOST_DOTS) {
      svg.add(area(line.color(), points, frame));
      return;
    }
    for (Point point : points) {
      double at = frame.x(x, point.x());
      double low = at(frame, point.y() - point.spread());
      double high = at(frame, point.y() + point.spread());
      Element whisker = Element.of("g", "error c" + line.color());
      svg.add(
          whisker
              .add(Frame.line("error", at, low, at, high))
              .add(Frame.line("error", at - 3, low, at + 3, low))
              .add(Frame.line("error", at - 3, high, at + 3, high)));
    }
  }

  private Element area(int color, List<Point> points, Frame frame) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 2 * points.size(); i++) {
      boolean upper = i < points.size();
      Point point = points.get(upper ? i : 2 * points.size() - 1 - i);
      path.append(i == 0 ? 'M' : 'L')
          .append(Element.number(frame.x(x, point.x())))
          .append(' ')
          .append(
              Element.number(at(frame, point.y() + (upper ? point.spread() : -point.spread()))));
    }
    return Element.of("path", "area c" + color).with("d", path.append('Z').toString());
  }

  /** Where a value lies, kept inside the frame: on a logarithmic axis a spread may reach zero. */
  private double at(Frame frame, double value) {
    double position = y.position(value);
    double inside = Double.isFinite(position) ? Math.max(0, Math.min(1, position)) : 0;
    return frame.top() + (1 - inside) * frame.height();
  }

  private Element path(Series line, Frame frame) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Point point : line.points()) {
      if (point.isFinite()) {
        path.append(pen ? 'L' : 'M')
            .append(Element.number(frame.x(x, point.x())))
            .append(' ')
            .append(Element.number(frame.y(y, point.y())));
      }
      pen = point.isFinite();
    }
    String dashed = line.stroke() == Stroke.DASHED ? " dashed" : "";
    return Element.of("path", "line c" + line.color() + dashed)
        .with("data-series", line.name())
        .with("d", path.toString());
  }

  private Element dot(int color, Point point, Frame frame, String cssClass) {
    return Element.of("circle", cssClass + " c" + color)
        .with("cx", frame.x(x, point.x()))
        .with("cy", frame.y(y, point.y()))
        .with("r", 2.6);
  }

  private void bands(Element svg, List<Series> lines, Frame frame) {
    double[] xs =
        lines.stream()
            .flatMapToDouble(
                line -> line.points().stream().filter(Point::isFinite).mapToDouble(Point::x))
            .distinct()
            .sorted()
            .toArray();
    int stride = Math.max(1, (xs.length + MOST_BANDS - 1) / MOST_BANDS);
    for (int i = 0; i < xs.length; i += stride) {
      double from = i == 0 ? frame.left() : frame.x(x, (xs[i - stride] + xs[i]) / 2);
      double to =
          i + stride >= xs.length ? frame.right() : frame.x(x, (xs[i] + xs[i + stride]) / 2);
      svg.add(band(lines, xs[i], from, to, frame));
    }
  }

  private Element band(List<Series> lines, double at, double from, double to, Frame frame) {
    StringBuilder tip = new StringBuilder(x.label() + " " + x.unit().value(at));
    Element guide = Element.of("g", "guide");
    double middle = frame.x(x, at);
    guide.add(Frame.line("cursor", middle, frame.top(), middle, frame.bottom()));
    for (Series line : lines) {
      line.points().stream()
          .filter(point -> point.x() == at && point.isFinite())
          .findFirst()
          .ifPresent(
              point -> {
                guide.add(dot(line.color(), point, frame, "mark"));
                tip.append('\n')
                    .append(line.color())
                    .append('\t')
                    .append(line.name())
                    .append('\t')
                    .append(y.unit().value(point.y()))
                    .append(point.spread() == 0 ? "" : " ± " + y.unit().value(point.spread()));
              });
    }
    return Element.of("g", "band")
        .with("data-tip", tip.toString())
        .add(
            Element.of("rect")
                .with("x", from)
                .with("y", frame.top())
                .with("width", Math.max(0, to - from))
                .with("height", frame.height()))
        .add(guide);
  }
}
