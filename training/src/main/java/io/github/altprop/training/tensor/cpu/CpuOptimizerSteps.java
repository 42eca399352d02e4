package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.own;
import static io.github.altprop.training.tensor.cpu.Operand.read;
import static io.github.altprop.training.tensor.cpu.Operand.update;

import io.github.altprop.training.tensor.OptimizerSteps;
import io.github.altprop.training.tensor.Tensor;

/** {@link OptimizerSteps}, one fused pass each. */
final class CpuOptimizerSteps implements OptimizerSteps {
  private final Loops loops;

  CpuOptimizerSteps(Loops loops) {
    this.loops = loops;
  }

  @Override
  public void adam(
      Tensor parameters,
      Tensor gradient,
      Tensor firstMoment,
      Tensor secondMoment,
      double rate,
      double beta1,
      double beta2,
      double epsilon) {
    OffHeapTensor p = own("adam", parameters);
    loops.run(
        p.type(),
        p.length(),
        new Kernel(
            (b, n) ->
                FloatKernels.adam(
                    (float) rate,
                    (float) beta1,
                    (float) beta2,
                    (float) epsilon,
                    b,
                    n,
                    (float) (1 - beta1),
                    (float) (1 - beta2)),
            (b, n) -> DoubleKernels.adam(rate, beta1, beta2, epsilon, b, n, 1 - beta1, 1 - beta2)),
        update(p),
        read(like("adam", p, gradient)),
        update(like("adam", p, firstMoment)),
        update(like("adam", p, secondMoment)));
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      double rate,
      double momentum,
      double decay) {
    OffHeapTensor p = own("momentum", parameters);
    loops.run(
        p.type(),
        p.length(),
        new Kernel(
            (b, n) -> FloatKernels.momentum((float) rate, (float) momentum, (float) decay, b, n),
            (b, n) -> DoubleKernels.momentum(rate, momentum, decay, b, n)),
        update(p),
        read(like("momentum", p, gradient)),
        update(like("momentum", p, velocity)));
  }
}
