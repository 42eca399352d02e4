package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** A pool at work. */
final class PoolingPass implements LayerPass {
  private final Pooling layer;
  private final Engine engine;
  private final Window window;
  private final Tensor output;
  private final Tensor map;
  private final Tensor inputError;
  private Tensor input;

  PoolingPass(Pooling layer, PassContext context) {
    this.layer = layer;
    engine = context.engine();
    window = layer.window();
    output = context.output(layer);
    map = asMap(output);
    inputError = context.inputError(layer);
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public Tensor forward(Tensor input, Mode mode) {
    this.input = input;
    switch (layer.kind()) {
      case MAXIMUM -> engine.maxPool(input, window, map);
      case AVERAGE -> engine.averagePool(input, window, map);
    }
    return output;
  }

  @Override
  public Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
    if (inputError == null) {
      return null;
    }
    Tensor error = asMap(outputError);
    switch (layer.kind()) {
      case MAXIMUM -> engine.maxPoolBackward(input, map, error, window, inputError);
      case AVERAGE -> engine.averagePoolBackward(error, window, inputError);
    }
    return inputError;
  }

  /** A global pool passes on features, [batch, c]; as a map they are [batch, 1, 1, c]. */
  private Tensor asMap(Tensor features) {
    int channels = features.dimension(features.shape().length - 1);
    return features.reshape(features.dimension(0), window.outHeight(), window.outWidth(), channels);
  }
}
