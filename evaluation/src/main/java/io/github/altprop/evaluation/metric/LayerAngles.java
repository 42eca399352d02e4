package io.github.altprop.evaluation.metric;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Angles to backprop by layer, gathered over minibatches; layers keep the order of their first
 * angle. Undefined angles are counted and otherwise left out.
 */
public final class LayerAngles implements Serializable {
  private static final long serialVersionUID = 1;

  private final LinkedHashMap<String, Moments> degrees = new LinkedHashMap<>();
  private final LinkedHashMap<String, Long> undefined = new LinkedHashMap<>();

  /** Adds the angle of one minibatch. */
  public void add(String layer, OptionalDouble angleDegrees) {
    Moments soFar = degrees.getOrDefault(layer, Moments.NONE);
    degrees.put(layer, angleDegrees.isPresent() ? soFar.plus(angleDegrees.getAsDouble()) : soFar);
    if (angleDegrees.isEmpty()) {
      undefined.merge(layer, 1L, Long::sum);
    }
  }

  /** Adds the angles of other minibatches. */
  public void merge(LayerAngles other) {
    other.degrees.forEach((layer, moments) -> degrees.merge(layer, moments, Moments::merge));
    other.undefined.forEach((layer, count) -> undefined.merge(layer, count, Long::sum));
  }

  /** The defined angles of each layer, in degrees; a copy in layer order. */
  public Map<String, Moments> degrees() {
    return new LinkedHashMap<>(degrees);
  }

  /** In how many minibatches the angle of {@code layer} was undefined. */
  public long undefined(String layer) {
    return undefined.getOrDefault(layer, 0L);
  }
}
