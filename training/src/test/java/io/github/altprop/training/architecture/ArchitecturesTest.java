package io.github.altprop.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Units;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter counts of experiments, sections 1.3, 2.4 to 2.6 and 3.4. */
class ArchitecturesTest {
  private static final int[] MNIST = {28, 28, 1};
  private static final int[] CIFAR = {32, 32, 3};
  private static final int[] IMAGENET = {224, 224, 3};

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

  @Test
  void a_list_of_layers_makes_the_network_that_it_spells_out() {
    Map<String, Object> hidden =
        Map.of("name", "dense", "units", 1024L, "activation", "leaky-relu", "slope", 0.1);
    Map<String, Object> logits = Map.of("name", "dense", "units", 10L);
    List<Map<String, Object>> layers =
        List.of(Map.of("name", "flatten"), hidden, hidden, hidden, logits);

    assertThat(size("layers", Map.of("layers", layers), CIFAR, Units.KEPT)).isEqualTo(5256202);
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
        (Architecture.Associated)
            made("associated-mlp", Map.of("width", width), shape, 10, Units.KEPT);
    AssociatedNetwork network = AssociatedNetwork.of(shape, 10, made.components());

    assertThat(network.parameters().size()).isEqualTo(parameters);
    assertThat(network.effectiveParameters()).isEqualTo(effective);
  }

  @ParameterizedTest
  @CsvSource({
    "associated-cnn, 256, 28, 1, 10, 4700586, 62.1",
    "associated-cnn, 256, 32, 3, 10, 5929962, 80.5",
    "associated-cnn, 500, 32, 3, 100, 12452520, 160.4",
    "associated-resnet-20, 300, 32, 3, 10, 7142126, 70.2",
    "associated-resnet-32, 300, 32, 3, 10, 7337006, 70.4",
    "associated-vgg, 300, 32, 3, 10, 12198094, 164.4"
  })
  void associated_image_networks_have_the_published_size(
      String name,
      long width,
      int pixels,
      int channels,
      int classes,
      long effective,
      double millions) {
    int[] shape = {pixels, pixels, channels};
    Architecture.Associated made =
        (Architecture.Associated) made(name, Map.of("width", width), shape, classes, Units.KEPT);
    AssociatedNetwork network = AssociatedNetwork.of(shape, classes, made.components());

    assertThat(network.effectiveParameters()).isEqualTo(effective);
    assertThat(network.parameters().size() / 1e6).isCloseTo(millions, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"KEPT, 3424384", "SQUARE, 11722416"})
  void the_imagenet_network_has_the_published_size(Units units, long parameters) {
    assertThat(network("gait-imagenet", Map.of(), IMAGENET, 1000, units).parameters().size())
        .isEqualTo(parameters);
  }

  @Test
  void the_imagenet_network_halves_its_maps_as_published() {
    Network network = network("gait-imagenet", Map.of(), IMAGENET, 1000, Units.KEPT);

    assertThat(network.layers().subList(0, 7))
        .extracting(layer -> layer.outputShape()[0])
        .containsExactly(56, 28, 14, 7, 7, 4, 4);
  }

  @ParameterizedTest
  @CsvSource({"64, 10", "192, 1000", "224, 1000", "227, 200"})
  void the_imagenet_network_is_square_after_its_first_layer_at_any_size(int pixels, int classes) {
    int[] shape = {pixels, pixels, 3};
    Network network = network("gait-imagenet", Map.of(), shape, classes, Units.SQUARE);

    assertThat(network.synapses().get(0).square()).isFalse();
    assertThat(network.synapses().stream().skip(1)).allMatch(Synapse::square);
  }

  @Test
  void more_classes_than_inputs_cannot_be_square() {
    assertThatThrownBy(
            () -> network("gait-imagenet", Map.of(), new int[] {64, 64, 3}, 200, Units.SQUARE))
        .hasMessage("layer8 cannot have a square weight: 200 units, but 192 inputs each");
  }

  @ParameterizedTest
  @CsvSource({"10, 128842", "25, 132697", "50, 139122"})
  void lenet_has_an_output_for_every_class(int classes, long parameters) {
    assertThat(network("lenet", Map.of(), CIFAR, classes, Units.KEPT).parameters().size())
        .isEqualTo(parameters);
  }

  /** torchvision's 11,689,512 parameters for 1000 classes. */
  @ParameterizedTest
  @CsvSource({"64, 1000, 11689512", "224, 1000, 11689512", "64, 25, 11189337"})
  void resnet_18_is_that_of_torchvision(int pixels, int classes, long parameters) {
    int[] shape = {pixels, pixels, 3};

    assertThat(network("resnet-18", Map.of(), shape, classes, Units.KEPT).parameters().size())
        .isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "vanilla-cnn, 256, 28, 1, 10, 4700586",
    "vanilla-cnn, 256, 32, 3, 10, 5929962",
    "vanilla-cnn, 500, 32, 3, 100, 12452520",
    "resnet-20, 300, 32, 3, 10, 1099526",
    "resnet-32, 300, 32, 3, 10, 1294406",
    "vgg, 300, 32, 3, 10, 10596070"
  })
  void the_networks_that_associated_learning_is_compared_with_have_the_published_size(
      String name, long width, int pixels, int channels, int classes, long parameters) {
    int[] shape = {pixels, pixels, channels};

    assertThat(
            network(name, Map.of("width", width), shape, classes, Units.KEPT).parameters().size())
        .isEqualTo(parameters);
  }

  private static long size(String name, Map<String, ?> given, int[] inputShape, Units units) {
    return network(name, given, inputShape, 10, units).parameters().size();
  }

  private static Network network(
      String name, Map<String, ?> given, int[] inputShape, int classes, Units units) {
    Architecture.Layered made =
        (Architecture.Layered) made(name, given, inputShape, classes, units);
    return Network.of(inputShape, made.layers());
  }

  private static Architecture made(
      String name, Map<String, ?> given, int[] inputShape, int classes, Units units) {
    Component<ArchitectureFactory> component = Architectures.REGISTRY.require(name);
    return component
        .factory()
        .create(Options.of(component.options(), given), inputShape, classes, units);
  }
}
