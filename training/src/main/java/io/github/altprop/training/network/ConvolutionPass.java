package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** A convolution at work. */
final class ConvolutionPass extends WeightedPass {
  private final Convolution layer;
  private final Window window;
  private final Tensor surplus;
  private final Tensor surplusCopies;

  ConvolutionPass(Convolution layer, PassContext context) {
    super(layer, context);
    this.layer = layer;
    window = layer.window();
    boolean inverted = context.auxiliary() == Auxiliary.COMPUTED;
    surplus = inverted ? context.buffer(layer.inputShape()) : null;
    surplusCopies = inverted ? surplusCopies(context.engine(), window, context.batch()) : null;
  }

  @Override
  void product(Tensor input, Tensor weight, Tensor bias, Activation f, Tensor out) {
    engine().convolve(input, weight, bias, f, window, out);
  }

  @Override
  void weightGradient(Tensor input, Tensor error, Tensor gradient) {
    engine().kernelGradient(input, error, window, gradient);
  }

  @Override
  public void transport(Tensor kernel, Tensor error, Tensor inputError) {
    engine().convolveBackward(error, kernel, window, inputError);
  }

  @Override
  public void reconstruct(Tensor inverse, Tensor product, Tensor reconstructed) {
    if (surplus == null) {
      throw new IllegalStateException(layer.name() + " was opened without its auxiliary units");
    }
    transport(inverse.reshape(layer.weight().shape()), product, reconstructed);
    // x^ = sum over the n fields that hold a pixel of its value in the field's inverse; less (n-1)
    // x
    engine().scaleRows(input(), surplusCopies, surplus);
    engine().axpy(-1, surplus, reconstructed);
  }

  /** n - 1 for every pixel of every example, where n patches hold the pixel. */
  private static Tensor surplusCopies(Engine engine, Window window, int batch) {
    int[] coverage = window.coverage();
    double[] copies = new double[batch * coverage.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = coverage[i % coverage.length] - 1;
    }
    Tensor tensor = engine.zeros(ElementType.FLOAT64, copies.length);
    tensor.put(copies);
    return tensor;
  }
}
