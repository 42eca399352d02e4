package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs layers one after the other: those of a network, or of one branch of a residual block. */
final class Chain {
  private final List<LayerPass> passes = new ArrayList<>();

  Chain(List<Layer> layers, PassContext context) {
    layers.forEach(layer -> passes.add(layer.open(context)));
  }

  List<LayerPass> passes() {
    return Collections.unmodifiableList(passes);
  }

  /** The output of the last layer; the input itself if there are no layers. */
  Tensor forward(Tensor input, Mode mode) {
    Tensor signal = input;
    for (LayerPass pass : passes) {
      signal = pass.forward(signal, mode);
    }
    return signal;
  }

  /** The error at the input, or null if nothing below needs it. */
  Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
    Tensor error = outputError;
    for (int i = passes.size() - 1; i >= 0 && error != null; i--) {
      error = passes.get(i).backward(error, feedback, updates);
    }
    return error;
  }
}
