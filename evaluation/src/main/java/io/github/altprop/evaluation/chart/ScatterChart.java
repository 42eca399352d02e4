package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.chart.Key.Entry;
import io.github.altprop.evaluation.chart.Key.Sample;
import io.github.altprop.evaluation.markup.Element;
import java.util.List;

/**
 * Points of several kinds on a square without axes, for coordinates that have no meaning of their
 * own: both directions have one scale. Each kind carries its name in {@code data-tip}.
 *
 * @param description what the chart shows, for readers who cannot see it
 */
public record ScatterChart(String description, List<Cloud> clouds) {
  private static final double MARGIN = 6;

  /**
   * The points of one kind.
   *
   * @param color which of the page's colours, from 0
   * @param points [points][2]
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Cloud(String name, int color, double[][] points) {}

  /** The chart as SVG, {@code size} user units wide and high. */
  public Element svg(double size) {
    Element svg = Frame.svg(size, size, description);
    svg.add(
        Element.of("rect", "frame")
            .with("x", 0.5)
            .with("y", 0.5)
            .with("width", size - 1)
            .with("height", size - 1)
            .with("rx", 4));
    Scale scale = Scale.of(clouds, size);
    for (Cloud cloud : clouds) {
      svg.add(
          Element.of("path", "cloud c" + cloud.color())
              .with("data-tip", cloud.name())
              .with("d", dots(cloud, scale)));
    }
    return svg.add(
        new Key(clouds.stream().map(c -> new Entry(c.name(), c.color(), Sample.DOT)).toList())
            .below(size, size));
  }

  /** Lines of no length, whose round ends are dots. */
  private static String dots(Cloud cloud, Scale scale) {
    StringBuilder path = new StringBuilder();
    for (double[] point : cloud.points()) {
      path.append('M')
          .append(tenths(scale.x(point[0])))
          .append(' ')
          .append(tenths(scale.y(point[1])))
          .append("h0");
    }
    return path.toString();
  }

  private static String tenths(double value) {
    return Element.number(Math.rint(10 * value) / 10);
  }

  /** Maps points to the square: the middle of their extent to its middle. */
  private record Scale(double middleX, double middleY, double factor, double centre) {
    static Scale of(List<Cloud> clouds, double size) {
      double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (Cloud cloud : clouds) {
        for (double[] point : cloud.points()) {
          for (int d = 0; d < 2; d++) {
            low[d] = Math.min(low[d], point[d]);
            high[d] = Math.max(high[d], point[d]);
          }
        }
      }
      double extent = Math.max(high[0] / 2 - low[0] / 2, high[1] / 2 - low[1] / 2);
      double factor = extent > 0 ? (size / 2 - MARGIN) / extent : 0;
      return new Scale(low[0] / 2 + high[0] / 2, low[1] / 2 + high[1] / 2, factor, size / 2);
    }

    double x(double value) {
      return centre + factor * (value - middleX);
    }

    /** The origin of SVG is at the top. */
    double y(double value) {
      return centre - factor * (value - middleY);
    }
  }
}
