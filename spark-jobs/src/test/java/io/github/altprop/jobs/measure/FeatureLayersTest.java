package io.github.altprop.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Units;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureLayersTest {
  private static final int[] CIFAR = {32, 32, 3};

  /** Layer numbers from experiments, section 3.5: of layers with weights, from 1. */
  @ParameterizedTest
  @CsvSource({
    "mlp, layer2, layer4",
    "associated-mlp, component1.forward.layer0, component1.bridge.layer2"
  })
  void ofSixLayersThePapersPicturesAreChosen(String name, String second, String fourth) {
    Network network = network(name);

    assertThat(network.synapses().get(1).name()).isEqualTo(second);
    assertThat(network.synapses().get(3).name()).isEqualTo(fourth);
    assertThat(FeatureLayers.few(network)).containsExactly("input", second, fourth, "output");
  }

  @ParameterizedTest
  @CsvSource({"vanilla-cnn", "associated-cnn"})
  void ofFourteenLayersThePapersPicturesAreChosenAndTheOutput(String name) {
    Network network = network(name);

    assertThat(FeatureLayers.few(network))
        .containsExactly(
            "input",
            network.synapses().get(3).name(),
            network.synapses().get(7).name(),
            network.synapses().get(11).name(),
            "output");
  }

  @Test
  void residualBlocksAreOneLayerEach() {
    List<String> layers = FeatureLayers.few(network("resnet-20"));

    assertThat(layers).hasSize(5).startsWith("input").endsWith("output");
    assertThat(network("resnet-20").layers()).extracting("name").containsAll(layers.subList(1, 4));
  }

  @Test
  void allAreInputLayersWithWeightsAndOutput() {
    assertThat(FeatureLayers.all(network("mlp")))
        .containsExactly("input", "layer1", "layer2", "layer3", "layer4", "layer5", "output");
  }

  /** Six layers with weights are on inference's way through two components. */
  @ParameterizedTest
  @CsvSource({"associated-mlp, 6", "associated-cnn, 14"})
  void allOfAnAssociatedNetworkAreThoseOnTheWayOfInferenceOnceEach(String name, int weights) {
    Network network = network(name);
    List<String> layers = FeatureLayers.all(network);

    assertThat(layers).hasSize(weights + 1).doesNotHaveDuplicates();
    assertThat(layers.subList(1, weights))
        .isEqualTo(network.synapses().stream().map(Layer::name).limit(weights - 1).toList());
  }

  /** The stem, three stages of three blocks, and six dense layers, the last of which is output. */
  @Test
  void residualBlocksAndNormalisedLayersCountWithWhatTheyPassOn() {
    Network network = network("resnet-20");
    List<String> layers = FeatureLayers.all(network);

    assertThat(layers).hasSize(1 + 1 + 9 + 5 + 1).doesNotHaveDuplicates();
    assertThat(network.layers())
        .filteredOn(layer -> layers.contains(layer.name()))
        .hasSize(15)
        .allMatch(layer -> layer instanceof Residual || layer instanceof BatchNormalization);
  }

  @Test
  void theBlockOfALayerWithinIsKnown() {
    Network network = network("resnet-20");
    Layer block =
        network.layers().stream().filter(Residual.class::isInstance).findFirst().orElseThrow();

    assertThat(FeatureLayers.within(network, block.children().get(0).name()))
        .contains(block.name());
    assertThat(FeatureLayers.within(network, block.name())).isEmpty();
  }

  @Test
  void aNetworkOfTwoLayersHasOneBetweenInputAndOutput() {
    assertThat(FeatureLayers.few(network("two-layer"))).hasSize(3).startsWith("input");
  }

  private static Network network(String name) {
    Component<ArchitectureFactory> component = Architectures.REGISTRY.require(name);
    Architecture made =
        component
            .factory()
            .create(Options.of(component.options(), Map.of()), CIFAR, 10, Units.KEPT);
    if (made instanceof Architecture.Associated associated) {
      return AssociatedNetwork.of(CIFAR, 10, associated.components()).inference();
    }
    return Network.of(CIFAR, ((Architecture.Layered) made).layers());
  }
}
