package io.github.altprop.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Units;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter counts of experiments, sections 1.3, 2.4 and 3.4. */
class ArchitecturesTest {
  private static final int[] MNIST = {28, 28, 1};
  private static final int[] CIFAR = {32, 32, 3};

  @ParameterizedTest
  @CsvSource({
    "gait-cifar-shallow, KEPT, 5256202",
    "gait-cifar-shallow, SQUARE, 6295552",
    "gait-cifar-deep, KEPT, 8405002",
    "gait-cifar-deep, SQUARE, 9444352"
  })
  void gait_networks_have_the_published_size(String name, Units units, long parameters) {
    assertThat(size(name, Map.of(), CIFAR, units)).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"15, 11910", "200, 158800"})
  void the_two_layer_network_has_no_biases(long width, long parameters) {
    assertThat(size("two-layer", Map.of("width", width), MNIST, Units.KEPT)).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"1024, 28, 1, 13405194", "3000, 32, 3, 117273010"})
  void the_mlp_has_the_published_size(long width, int pixels, int channels, long parameters) {
    int[] shape = {pixels, pixels, channels};
    assertThat(size("mlp", Map.of("width", width), shape, Units.KEPT)).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"1024, 28, 1, 13405194, 24957962", "3000, 32, 3, 117273010, 216327010"})
  void associated_learning_infers_with_as_many_parameters_as_the_mlp(
      long width, int pixels, int channels, long effective, long parameters) {
    int[] shape = {pixels, pixels, channels};
    Architecture.Associated made =
        (Architecture.Associated) made("associated-mlp", Map.of("width", width), shape, Units.KEPT);
    AssociatedNetwork network = AssociatedNetwork.of(shape, 10, made.components());

    assertThat(network.parameters().size()).isEqualTo(parameters);
    assertThat(network.effectiveParameters()).isEqualTo(effective);
  }

  private static long size(String name, Map<String, ?> given, int[] inputShape, Units units) {
    Architecture.Layered made = (Architecture.Layered) made(name, given, inputShape, units);
    return Network.of(inputShape, made.layers()).parameters().size();
  }

  private static Architecture made(
      String name, Map<String, ?> given, int[] inputShape, Units units) {
    Component<ArchitectureFactory> component = Architectures.REGISTRY.require(name);
    return component
        .factory()
        .create(Options.of(component.options(), given), inputShape, 10, units);
  }
}
