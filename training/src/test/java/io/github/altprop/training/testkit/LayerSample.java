package io.github.altprop.training.testkit;

import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A layer with options and an input to try it on.
 *
 * @param component the layer
 * @param options what differs from the defaults
 * @param inputShape shape of one example: [height, width, channels] or [features]
 */
public record LayerSample(
    Component<? extends Function<Options, LayerFactory>> component,
    Map<String, Object> options,
    List<Integer> inputShape) {
  /** A sample with the shape of its input as numbers. */
  public static LayerSample of(
      Component<? extends Function<Options, LayerFactory>> component,
      Map<String, Object> options,
      int... inputShape) {
    return new LayerSample(component, options, Arrays.stream(inputShape).boxed().toList());
  }

  LayerFactory layer() {
    return component.factory().apply(Options.of(component.options(), options));
  }

  int[] shape() {
    return inputShape.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return component.name() + options + " of " + inputShape;
  }
}
