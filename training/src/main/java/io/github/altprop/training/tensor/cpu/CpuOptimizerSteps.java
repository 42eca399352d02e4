package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.number;
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
      Tensor rate,
      double beta1,
      double beta2,
      double epsilon) {
    OffHeapTensor p = own("adam", parameters);
    double by = number("adam", rate).at(0);
    loops.run(
        p.type(),
        p.length(),
        new Kernel(
            (b, n) ->
                FloatKernels.adam(
                    (float) by,
                    (float) beta1,
                    (float) beta2,
                    (float) epsilon,
                    b,
                    n,
                    (float) (1 - beta1),
                    (float) (1 - beta2)),
            (b, n) -> DoubleKernels.adam(by, beta1, beta2, epsilon, b, n, 1 - beta1, 1 - beta2)),
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
      Tensor rate,
      double momentum,
      double decay) {
    OffHeapTensor p = own("momentum", parameters);
    double by = number("momentum", rate).at(0);
    loops.run(
        p.type(),
        p.length(),
        new Kernel(
            (b, n) -> FloatKernels.momentum((float) by, (float) momentum, (float) decay, b, n),
            (b, n) -> DoubleKernels.momentum(by, momentum, decay, b, n)),
        update(p),
        read(like("momentum", p, gradient)),
        update(like("momentum", p, velocity)));
  }

  @Override
  public void descend(Tensor parameters, Tensor gradient, Tensor rate) {
    OffHeapTensor p = own("descend", parameters);
    double by = -number("descend", rate).at(0);
    loops.run(
        p.type(),
        p.length(),
        new Kernel(
            (b, n) -> FloatKernels.axpy((float) by, b[0], b[1], n),
            (b, n) -> DoubleKernels.axpy(by, b[0], b[1], n)),
        read(like("descend", p, gradient)),
        update(p));
  }
}
