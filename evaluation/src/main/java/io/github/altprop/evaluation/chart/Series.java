package io.github.altprop.evaluation.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a chart.
 *
 * @param color which of the page's colours, from 0
 * @param points by rising x; a y that is no finite number interrupts the line
 */
public record Series(String name, int color, Stroke stroke, List<Point> points) {
  /** How many colours the style sheet has; with more lines, bars or kinds of points they repeat. */
  public static final int COLORS = 20;

  /** How a line is drawn. */
  public enum Stroke {
    SOLID,
    DASHED
  }

  /**
   * A point of a line, in the units of the axes.
   *
   * @param spread how far up and down the line is uncertain; 0 draws nothing
   */
  public record Point(double x, double y, double spread) {
    /** A point without uncertainty. */
    public Point(double x, double y) {
      this(x, y, 0);
    }

    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /** This line with at most about {@code limit} of its points, evenly chosen, ends included. */
  Series thinned(int limit) {
    int stride = (points.size() + limit - 1) / limit;
    if (stride <= 1) {
      return this;
    }
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < points.size() - 1; i += stride) {
      kept.add(points.get(i));
    }
    kept.add(points.get(points.size() - 1));
    return new Series(name, color, stroke, kept);
  }

  boolean isEmpty() {
    return points.stream().noneMatch(Point::isFinite);
  }
}
