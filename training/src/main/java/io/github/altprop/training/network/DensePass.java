package io.github.altprop.training.network;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Tensor;

/** A dense layer at work. */
final class DensePass extends WeightedPass {
  DensePass(Dense layer, PassContext context) {
    super(layer, context);
  }

  @Override
  void product(Tensor input, Tensor weight, Tensor bias, Activation f, Tensor out) {
    // z = x W^T
    engine().gemm(1, input, PLAIN, weight, TRANSPOSED, 0, out);
    engine().activate(f, out, bias, out);
  }

  @Override
  void weightGradient(Tensor input, Tensor error, Tensor gradient) {
    // dW = error^T x
    engine().gemm(1, error, TRANSPOSED, input, PLAIN, 0, gradient);
  }

  @Override
  public void transport(Tensor kernel, Tensor error, Tensor inputError) {
    engine().gemm(1, error, PLAIN, kernel, PLAIN, 0, inputError);
  }

  @Override
  public void reconstruct(Tensor inverse, Tensor product, Tensor reconstructed) {
    transport(inverse, product, reconstructed);
  }
}
