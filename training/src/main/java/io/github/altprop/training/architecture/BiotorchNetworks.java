package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The image networks of Robertson and Koyejo 2024, as the library biotorch builds them:
 * Xavier-uniform weights, biases 0. Source: experiments, sections 2.5 and 2.6.
 */
final class BiotorchNetworks {
  private static final Initializer XAVIER =
      Initializers.REGISTRY.require("xavier-uniform").factory();
  private static final int RESNET_STAGES = 4;

  static final Component<ArchitectureFactory> LENET =
      new Component<>(
          "lenet",
          "Three convolutions with pools and two dense layers",
          Reference.to("biotorch; Robertson and Koyejo 2024, appendix A"),
          (options, inputShape, classes, units) -> lenet(classes));

  static final Component<ArchitectureFactory> RESNET_18 =
      new Component<>(
          "resnet-18",
          "Eighteen layers with residual blocks, as in torchvision",
          Reference.to("He et al. 2016; torchvision; Robertson and Koyejo 2024, appendix A"),
          (options, inputShape, classes, units) -> resnet18(classes));

  private BiotorchNetworks() {}

  /**
   * From 32 pixels the maps are 30, 15, 13, 6, 4, 1. Differs: biotorch ignores the number of
   * classes and always has 10 outputs.
   */
  private static Architecture lenet(int classes) {
    Patches field = Patches.valid(3, 1);
    Patches halves = Patches.valid(2, 2);
    return new Architecture.Layered(
        List.of(
            Convolution.of(field, 32, Activation.RELU),
            Pooling.maximum(halves),
            Convolution.of(field, 64, Activation.RELU),
            Pooling.maximum(halves),
            Convolution.of(field, 128, Activation.RELU),
            Pooling.globalAverage(),
            Dense.of(256, Activation.RELU),
            Dense.of(classes, Activation.IDENTITY)),
        XAVIER);
  }

  private static Architecture resnet18(int classes) {
    List<LayerFactory> layers = new ArrayList<>();
    layers.add(ResidualBlocks.convolution(Patches.padded(7, 2, 3), 64));
    layers.add(ResidualBlocks.normalization(Activation.RELU));
    layers.add(Pooling.maximum(Patches.padded(3, 2, 1)));
    for (int stage = 0; stage < RESNET_STAGES; stage++) {
      int channels = 64 << stage;
      layers.add(
          stage == 0
              ? ResidualBlocks.identity(channels, Activation.RELU)
              : ResidualBlocks.projection(channels, 2, Activation.RELU));
      layers.add(ResidualBlocks.identity(channels, Activation.RELU));
    }
    layers.add(Pooling.globalAverage());
    layers.add(Dense.of(classes, Activation.IDENTITY));
    return new Architecture.Layered(layers, XAVIER);
  }
}
