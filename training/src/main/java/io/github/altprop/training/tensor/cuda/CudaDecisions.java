package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.cuda.CudaTensor.number;

import io.github.altprop.training.tensor.Decisions;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;

/** {@link Decisions}: comparisons are made on the device; what follows from them waits for it. */
final class CudaDecisions implements Decisions {
  private final Launcher launcher;
  private final Steps steps;

  CudaDecisions(Launcher launcher, Steps steps) {
    this.launcher = launcher;
    this.steps = steps;
  }

  @Override
  public void atMost(Tensor a, Tensor b, Tensor holds) {
    compare("atMost", a, b, holds);
  }

  @Override
  public void less(Tensor a, Tensor b, Tensor holds) {
    compare("less", a, b, holds);
  }

  private void compare(String operation, Tensor a, Tensor b, Tensor holds) {
    launcher.elements(
        operation,
        1,
        new Arguments(ElementType.FLOAT64)
            .tensors(number(operation, a), number(operation, b), number(operation, holds)));
  }

  @Override
  public void branch(Tensor holds, Runnable work, Runnable otherwise) {
    long address = number("branch", holds).address();
    (steps.decide(address) ? work : otherwise).run();
  }

  @Override
  public void repeat(Tensor holds, Runnable work) {
    long address = number("repeat", holds).address();
    while (steps.decide(address)) {
      work.run();
    }
  }
}
