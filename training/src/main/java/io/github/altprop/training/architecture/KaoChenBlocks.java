package io.github.altprop.training.architecture;

import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the convolutional networks of Kao and Chen 2021 are made of, for backprop (ReLU) and for
 * associated learning (ELU). Source: experiments, section 3.4.
 */
final class KaoChenBlocks {
  /** Stages of a ResNet: 16, 32 and 64 channels. */
  static final int STAGES = 3;

  private KaoChenBlocks() {}

  /** A 3 x 3 convolution with SAME padding and a bias. */
  static LayerFactory convolution(int channels, int stride, Activation f) {
    return Convolution.of(Patches.same(3, stride), channels, f);
  }

  /** Batch normalisation as TensorFlow's. */
  static LayerFactory normalization(Activation f) {
    return BatchNormalization.of(BatchNormalization.Settings.TENSORFLOW, f);
  }

  /** Convolution, batch normalisation, activation. */
  static List<LayerFactory> normalizedConvolution(int channels, int stride, Activation f) {
    return List.of(convolution(channels, stride, Activation.IDENTITY), normalization(f));
  }

  /** A ResNet's first layers. */
  static List<LayerFactory> stem(Activation f) {
    return normalizedConvolution(16, 1, f);
  }

  /**
   * A ResNet's {@code stage}-th stage, from 0. The activation also stands before the addition, and
   * the projection has no batch normalisation.
   */
  static List<LayerFactory> stage(int stage, int blocks, Activation f) {
    int channels = 16 << stage;
    List<LayerFactory> layers = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int stride = stage > 0 && block == 0 ? 2 : 1;
      List<LayerFactory> body = new ArrayList<>(normalizedConvolution(channels, stride, f));
      body.addAll(normalizedConvolution(channels, 1, f));
      layers.add(
          stride == 1
              ? Residual.identity(body, f)
              : Residual.projection(
                  body,
                  List.of(Convolution.of(Patches.same(1, stride), channels, Activation.IDENTITY)),
                  f));
    }
    return layers;
  }
}
