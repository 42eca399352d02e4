package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Tensor;

/** Cuts flat vectors into parameter groups. */
final class Groups {
  private Groups() {}

  static Tensor part(ParameterVector vector, ParameterGroup group) {
    return vector.flat().slice(group.from(), Math.toIntExact(group.to() - group.from()));
  }
}
