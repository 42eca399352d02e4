package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.Operands.labels;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.cuda.CudaTensor.number;
import static io.github.altprop.training.tensor.cuda.CudaTensor.own;

import io.github.altprop.training.tensor.Losses;
import io.github.altprop.training.tensor.Tensor;

/** {@link Losses}, each in one kernel with its derivative. */
final class CudaLosses implements Losses {
  private static final long NONE = 0;

  private final Accelerator gpu;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaLosses(Accelerator gpu, Launcher launcher, Scratch scratch) {
    this.gpu = gpu;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor logits, Tensor labels, double scale, Tensor error, Tensor loss) {
    CudaTensor x = own("softmaxCrossEntropy", logits);
    CudaTensor classOf = labels("softmaxCrossEntropy", x, labels);
    long e = error == null ? NONE : like("softmaxCrossEntropy", x, error).address();
    CudaTensor total = number("softmaxCrossEntropy", loss);
    if (x.length() == 0) {
      gpu.clear(total.address(), Double.BYTES);
      return;
    }
    scratch.start();
    launcher.sumOfBlocks(
        "softmaxCrossEntropy",
        classOf.length(),
        new Arguments(x.type()).ints(x.dimension(1)).tensors(x, classOf).number(scale).addresses(e),
        total.address());
  }

  @Override
  public void squaredError(
      Tensor prediction, Tensor target, double scale, Tensor error, Tensor loss) {
    CudaTensor p = own("squaredError", prediction);
    CudaTensor t = like("squaredError", p, target);
    long e = error == null ? NONE : like("squaredError", p, error).address();
    CudaTensor total = number("squaredError", loss);
    scratch.start();
    launcher.sum(
        "squaredError",
        p.length(),
        new Arguments(p.type()).ints(p.length()).tensors(p, t).number(2 * scale).addresses(e),
        total.address());
  }
}
