package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** A residual block at work. */
final class ResidualPass implements LayerPass {
  private final Residual layer;
  private final Engine engine;
  private final Tensor output;
  private final Tensor inputError;
  private final PassContext context;
  private final Chain body;
  private final Chain shortcut;

  ResidualPass(Residual layer, PassContext context) {
    this.layer = layer;
    engine = context.engine();
    output = context.output(layer);
    inputError = context.inputError(layer);
    this.context = context;
    body = new Chain(layer.body(), context.branch(inputError != null));
    shortcut = new Chain(layer.shortcut(), context.branch(inputError != null));
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
    engine.add(body.forward(input, mode), shortcut.forward(input, mode), output);
    if (layer.activation().kind() != Activation.Kind.IDENTITY) {
      engine.activate(layer.activation(), output, null, output);
    }
    return output;
  }

  @Override
  public Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
    Tensor error = outputError;
    if (layer.activation().kind() != Activation.Kind.IDENTITY) {
      error = context.delta(outputError);
      engine.activateBackward(layer.activation(), output, outputError, error);
    }
    Tensor throughBody = body.backward(error, feedback, updates);
    if (inputError == null) {
      shortcut.backward(error, feedback, updates);
    } else if (layer.shortcut().isEmpty()) {
      engine.add(throughBody, error, inputError);
    } else {
      // The shortcut's walk reuses the buffers of the body's.
      engine.copy(throughBody, inputError);
      engine.axpy(1, shortcut.backward(error, feedback, updates), inputError);
    }
    return inputError;
  }
}
