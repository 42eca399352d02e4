package io.github.altprop.evaluation.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure of a sweep.
 *
 * @param by the axes whose combined values are lines, or bars
 * @param where the points that it is about: values by axis
 * @param values names of quantities; of two the first is drawn solid, the second dashed
 * @param x the swept key of a figure of kind {@link Kind#AGAINST}; else empty
 * @param log which axes are logarithmic: x, y
 */
public record FigureSpec(
    String title,
    Kind kind,
    List<String> by,
    Map<String, String> where,
    List<String> values,
    String x,
    List<String> log) {
  /** What is drawn. */
  public enum Kind {
    /** A quantity over training. */
    CURVE,
    /** A quantity after training against a swept key. */
    AGAINST,
    /** A quantity layer by layer. */
    BARS
  }

  public FigureSpec {
    by = List.copyOf(by);
    where = new LinkedHashMap<>(where);
    values = List.copyOf(values);
    log = List.copyOf(log);
  }
}
