package io.github.altprop.training.architecture;

import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.tensor.Activation;
import java.util.List;

/**
 * Basic residual blocks: two 3 x 3 convolutions with batch normalisation and PyTorch's padding and
 * settings. Source: He et al. 2016, Fig. 2; torchvision.
 */
final class ResidualBlocks {
  private ResidualBlocks() {}

  static LayerFactory identity(int channels, Activation f) {
    return Residual.identity(body(channels, 1, f), f);
  }

  /** The shortcut is a 1 x 1 convolution with batch normalisation. */
  static LayerFactory projection(int channels, int stride, Activation f) {
    return Residual.projection(
        body(channels, stride, f),
        List.of(
            convolution(Patches.padded(1, stride, 0), channels),
            normalization(Activation.IDENTITY)),
        f);
  }

  /** A convolution without bias: what follows subtracts the mean. */
  static LayerFactory convolution(Patches patches, int channels) {
    return Convolution.of(patches, channels, 0, Activation.IDENTITY, Bias.ABSENT);
  }

  static LayerFactory normalization(Activation f) {
    return BatchNormalization.of(BatchNormalization.Settings.TORCH, f);
  }

  private static List<LayerFactory> body(int channels, int stride, Activation f) {
    return List.of(
        convolution(Patches.padded(3, stride, 1), channels),
        normalization(f),
        convolution(Patches.padded(3, 1, 1), channels),
        normalization(Activation.IDENTITY));
  }
}
