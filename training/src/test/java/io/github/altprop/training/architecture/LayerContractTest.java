package io.github.altprop.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.testkit.LayerContract;
import io.github.altprop.training.testkit.LayerSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of layers, for all of altprop's. */
class LayerContractTest extends LayerContract {
  private static final int[] IMAGE = {5, 6, 3};

  @Override
  protected List<LayerSample> samples() {
    return List.of(
        of("dense", Map.of("units", 4L, "activation", "leaky-relu", "slope", 0.1), 6),
        of("dense", Map.of("units", 4L, "auxiliary", 3L, "activation", "sigmoid"), 6),
        of("dense", Map.of("units", 4L, "bias", false), 6),
        of("convolution", Map.of("channels", 4L, "activation", "elu"), IMAGE),
        of("convolution", Map.of("channels", 4L, "activation", "relu", "stride", 2L), IMAGE),
        of("convolution", Map.of("channels", 2L, "auxiliary", 3L, "kernel", 2L), IMAGE),
        of("convolution", Map.of("channels", 2L, "padding", "valid", "bias", false), IMAGE),
        of("convolution", Map.of("channels", 4L, "kernel", 1L, "stride", 2L), IMAGE),
        of(
            "convolution",
            Map.of("channels", 4L, "kernel", 5L, "stride", 2L, "padding", "explicit", "pixels", 2L),
            IMAGE),
        of("max-pool", Map.of(), IMAGE),
        of(
            "max-pool",
            Map.of("kernel", 3L, "stride", 2L, "padding", "explicit", "pixels", 1L),
            IMAGE),
        of("average-pool", Map.of(), IMAGE),
        of("average-pool", Map.of("kernel", 3L, "stride", 1L, "padding", "same"), IMAGE),
        of("global-average-pool", Map.of(), IMAGE),
        of("batch-norm", Map.of("activation", "sigmoid"), IMAGE),
        of("batch-norm", Map.of("epsilon", 1e-3, "unbiased", false), 6),
        of("residual", Map.of("channels", 3L, "activation", "elu"), IMAGE),
        of("residual", Map.of("channels", 4L, "stride", 2L, "activation", "sigmoid"), IMAGE),
        of(
            "residual-block",
            Map.of(
                "body",
                List.of(
                    Map.of("name", "convolution", "channels", 4L, "activation", "elu"),
                    Map.of(
                        "name",
                        "residual-block",
                        "body",
                        List.of(Map.of("name", "convolution", "channels", 4L)))),
                "shortcut",
                List.of(Map.of("name", "convolution", "channels", 4L, "kernel", 1L)),
                "activation",
                "sigmoid"),
            IMAGE),
        of("flatten", Map.of(), IMAGE));
  }

  @Test
  void everyRegisteredLayerHasASample() {
    assertThat(samples().stream().map(sample -> sample.component().name()).distinct())
        .containsExactlyInAnyOrderElementsOf(Layers.REGISTRY.names());
  }

  private static LayerSample of(String name, Map<String, Object> options, int... inputShape) {
    return LayerSample.of(Layers.REGISTRY.require(name), options, inputShape);
  }
}
