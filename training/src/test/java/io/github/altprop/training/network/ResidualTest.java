package io.github.altprop.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.tensor.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualTest {
  private static final LayerFactory CONVOLUTION =
      Convolution.of(Patches.same(3), 4, Activation.RELU);

  @Test
  void parametersAreNamedByTheWayTheyLieOn() {
    Network network =
        Network.of(
            new int[] {4, 4, 3},
            List.of(
                Residual.projection(
                    List.of(CONVOLUTION, CONVOLUTION),
                    List.of(Convolution.of(Patches.same(1), 4, Activation.IDENTITY)),
                    Activation.RELU),
                Residual.identity(
                    List.of(Residual.identity(List.of(CONVOLUTION), Activation.RELU)),
                    Activation.RELU),
                Pooling.globalAverage()));

    assertThat(network.synapses())
        .extracting(synapse -> synapse.weight().name())
        .containsExactly(
            "layer0.body.layer0.weight",
            "layer0.body.layer1.weight",
            "layer0.shortcut.layer0.weight",
            "layer1.body.layer0.body.layer0.weight");
  }

  @Test
  void waysOfDifferentShapeCannotBeAdded() {
    assertThatThrownBy(
            () ->
                Network.of(
                    new int[] {4, 4, 3},
                    List.of(Residual.identity(List.of(CONVOLUTION), Activation.RELU))))
        .hasMessage("layer0 cannot add its body's output [4, 4, 4] and its shortcut's [4, 4, 3]");
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThatThrownBy(
            () ->
                Network.of(
                    new int[] {4, 4, 3}, List.of(Residual.identity(List.of(), Activation.RELU))))
        .hasMessage("layer0 needs at least one layer in its body");
  }
}
