package io.github.altprop.training.architecture;

import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The image networks of associated learning; forward parts are ELUs. Source: Kao and Chen 2021,
 * code; experiments, section 3.4. The paper calls their inference parameters equal to those of
 * {@link KaoChenNetworks}: so it is for the CNN, not for the others.
 */
final class AssociatedImageNetworks {
  private static final Activation F = Activation.ELU;

  static final Component<ArchitectureFactory> CNN =
      new Component<>(
          "associated-cnn",
          "Four components of two convolutions, for associated learning",
          Reference.to("Kao and Chen 2021, code"),
          (options, inputShape, classes, units) -> cnn(options.integer("width"), classes),
          AssociatedChain.width(256L));
  static final Component<ArchitectureFactory> RESNET_20 = resnet("associated-resnet-20", 3);
  static final Component<ArchitectureFactory> RESNET_32 = resnet("associated-resnet-32", 5);
  static final Component<ArchitectureFactory> VGG =
      new Component<>(
          "associated-vgg",
          "Three convolutional components and a dense one, for associated learning",
          Reference.to("Kao and Chen 2021, code"),
          (options, inputShape, classes, units) -> vgg(options.integer("width"), classes),
          AssociatedChain.width(300L));

  private AssociatedImageNetworks() {}

  private static Architecture cnn(int width, int classes) {
    List<List<LayerFactory>> forwards = new ArrayList<>();
    for (int channels : new int[] {32, 64}) {
      for (int lastStride : new int[] {1, 2}) {
        forwards.add(
            List.of(
                KaoChenBlocks.convolution(channels, 1, F),
                KaoChenBlocks.convolution(channels, lastStride, F)));
      }
    }
    return AssociatedChain.of(forwards, width, classes);
  }

  private static Component<ArchitectureFactory> resnet(String name, int blocks) {
    return new Component<>(
        name,
        "A convolution and three stages of " + blocks + " blocks, for associated learning",
        Reference.to("Kao and Chen 2021, code"),
        (options, inputShape, classes, units) -> resnet(blocks, options.integer("width"), classes),
        AssociatedChain.width(300L));
  }

  /** Differs from the network for backprop: bridges read whole maps, without an average pool. */
  private static Architecture resnet(int blocks, int width, int classes) {
    List<List<LayerFactory>> forwards = new ArrayList<>();
    forwards.add(KaoChenBlocks.stem(F));
    for (int stage = 0; stage < KaoChenBlocks.STAGES; stage++) {
      forwards.add(KaoChenBlocks.stage(stage, blocks, F));
    }
    return AssociatedChain.of(forwards, width, classes);
  }

  /** Differs from the network for backprop: no batch normalisation, two dense layers more. */
  private static Architecture vgg(int width, int classes) {
    LayerFactory pool = Pooling.maximum(Patches.valid(2, 2));
    return AssociatedChain.of(
        List.of(
            List.of(
                KaoChenBlocks.convolution(128, 1, F), KaoChenBlocks.convolution(256, 1, F), pool),
            List.of(
                KaoChenBlocks.convolution(256, 1, F), KaoChenBlocks.convolution(512, 1, F), pool),
            List.of(
                KaoChenBlocks.convolution(512, 1, F),
                pool,
                KaoChenBlocks.convolution(512, 1, F),
                pool),
            List.of(Flatten.layer(), Dense.of(1024, F), Dense.of(1024, F))),
        width,
        classes);
  }
}
