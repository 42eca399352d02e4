package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.cuda.CudaTensor.number;
import static io.github.altprop.training.tensor.cuda.CudaTensor.own;

import io.github.altprop.training.tensor.OptimizerSteps;
import io.github.altprop.training.tensor.Tensor;

/** {@link OptimizerSteps}, a kernel each. */
final class CudaOptimizerSteps implements OptimizerSteps {
  private final Launcher launcher;

  CudaOptimizerSteps(Launcher launcher) {
    this.launcher = launcher;
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
    CudaTensor p = own("adam", parameters);
    CudaTensor by = number("adam", rate);
    CudaTensor g = like("adam", p, gradient);
    CudaTensor m = like("adam", p, firstMoment);
    CudaTensor v = like("adam", p, secondMoment);
    launcher.elements(
        "adam",
        p.length(),
        new Arguments(p.type())
            .ints(p.length())
            .tensors(by)
            .reals(beta1, beta2, epsilon, 1 - beta1, 1 - beta2)
            .tensors(p, g, m, v));
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      Tensor rate,
      double momentum,
      double decay) {
    CudaTensor p = own("momentum", parameters);
    CudaTensor by = number("momentum", rate);
    CudaTensor g = like("momentum", p, gradient);
    CudaTensor v = like("momentum", p, velocity);
    launcher.elements(
        "momentum",
        p.length(),
        new Arguments(p.type())
            .ints(p.length())
            .tensors(by)
            .reals(momentum, decay)
            .tensors(p, g, v));
  }

  @Override
  public void descend(Tensor parameters, Tensor gradient, Tensor rate) {
    CudaTensor p = own("descend", parameters);
    CudaTensor by = number("descend", rate);
    CudaTensor g = like("descend", p, gradient);
    launcher.elements(
        "descend", p.length(), new Arguments(p.type()).ints(p.length()).tensors(by, p, g));
  }
}
