package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that Kao and Chen 2021 train with backprop: truncated He weights, ReLU, biases 0.
 * Source: experiments, section 3.4.
 */
final class KaoChenNetworks {
  private static final Initializer HE = Initializers.REGISTRY.require("he-truncated").factory();
  private static final Patches HALVES = Patches.valid(2, 2);

  static final Component<ArchitectureFactory> VANILLA_CNN =
      new Component<>(
          "vanilla-cnn",
          "Eight convolutions and five dense hidden layers",
          Reference.to("Kao and Chen 2021, code"),
          (options, inputShape, classes, units) -> vanillaCnn(options.integer("width"), classes),
          width(256L));
  static final Component<ArchitectureFactory> RESNET_20 = resnet("resnet-20", 3);
  static final Component<ArchitectureFactory> RESNET_32 = resnet("resnet-32", 5);
  static final Component<ArchitectureFactory> VGG =
      new Component<>(
          "vgg",
          "Six convolutions with batch normalisation and five dense hidden layers",
          Reference.to("Simonyan and Zisserman 2015; Kao and Chen 2021, code"),
          (options, inputShape, classes, units) -> vgg(options.integer("width"), classes),
          width(300L));

  private KaoChenNetworks() {}

  private static OptionSpec width(long defaultValue) {
    return OptionSpec.integer(
        "width", defaultValue, 1, "Units of a dense layer; the first has five times as many");
  }

  private static Architecture vanillaCnn(int width, int classes) {
    List<LayerFactory> layers = new ArrayList<>();
    for (int channels : new int[] {32, 64}) {
      for (int stride : new int[] {1, 1, 1, 2}) {
        layers.add(KaoChenBlocks.convolution(channels, stride, Activation.RELU));
      }
    }
    layers.add(Flatten.layer());
    for (int units : new int[] {5 * width, width, width, width, width}) {
      layers.add(Dense.of(units, Activation.RELU));
    }
    layers.add(Dense.of(classes, Activation.IDENTITY));
    return new Architecture.Layered(layers, HE);
  }

  private static Component<ArchitectureFactory> resnet(String name, int blocks) {
    return new Component<>(
        name,
        "A convolution, three stages of " + blocks + " residual blocks, five dense hidden layers",
        Reference.to("He et al. 2016; Kao and Chen 2021, code"),
        (options, inputShape, classes, units) -> resnet(blocks, options.integer("width"), classes),
        width(300L));
  }

  private static Architecture resnet(int blocks, int width, int classes) {
    List<LayerFactory> layers = new ArrayList<>(KaoChenBlocks.stem(Activation.RELU));
    for (int stage = 0; stage < KaoChenBlocks.STAGES; stage++) {
      layers.addAll(KaoChenBlocks.stage(stage, blocks, Activation.RELU));
    }
    layers.add(Pooling.globalAverage());
    layers.addAll(normalizedHead(width, classes));
    return new Architecture.Layered(layers, HE);
  }

  private static Architecture vgg(int width, int classes) {
    List<LayerFactory> layers = new ArrayList<>();
    for (int[] group : new int[][] {{128, 256}, {256, 512}, {512}, {512}}) {
      for (int channels : group) {
        layers.addAll(KaoChenBlocks.normalizedConvolution(channels, 1, Activation.RELU));
      }
      layers.add(Pooling.maximum(HALVES));
    }
    layers.add(Flatten.layer());
    layers.addAll(normalizedHead(width, classes));
    return new Architecture.Layered(layers, HE);
  }

  /** Dense layers of 5 n, n, n, n and n units with batch normalisation, then the logits. */
  private static List<LayerFactory> normalizedHead(int width, int classes) {
    List<LayerFactory> layers = new ArrayList<>();
    for (int units : new int[] {5 * width, width, width, width, width}) {
      layers.add(Dense.of(units, Activation.IDENTITY));
      layers.add(KaoChenBlocks.normalization(Activation.RELU));
    }
    layers.add(Dense.of(classes, Activation.IDENTITY));
    return layers;
  }
}
