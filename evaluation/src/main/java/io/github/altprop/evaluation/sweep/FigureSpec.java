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
 * @param layers of a figure of kind {@link Kind#EMBEDDING}: which it shows; all if empty
 */
public record FigureSpec(
    String title,
    Kind kind,
    List<String> by,
    Map<String, String> where,
    List<String> values,
    String x,
    List<String> log,
    List<String> layers) {
  /** What is drawn. */
  public enum Kind {
    /** A quantity over training. */
    CURVE,
    /** A quantity after training against a swept key. */
    AGAINST,
    /** A quantity layer by layer. */
    BARS,
    /** Pictures of layers, of the first seed that has them; shows no quantity. */
    EMBEDDING
  }

  public FigureSpec {
    by = List.copyOf(by);
    where = new LinkedHashMap<>(where);
    values = List.copyOf(values);
    log = List.copyOf(log);
    layers = List.copyOf(layers);
  }
}
