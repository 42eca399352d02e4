package io.github.altprop.training.tensor;

/**
 * {@link Decisions} made by looking at the numbers: for engines on which that costs no wait, or
 * that wait for every primitive anyway.
 */
public final class HostDecisions<T extends EngineTensor> implements Decisions {
  private final Class<T> kind;

  /** Decisions on tensors of the given kind. */
  public HostDecisions(Class<T> kind) {
    this.kind = kind;
  }

  @Override
  public void atMost(Tensor a, Tensor b, Tensor holds) {
    double left = value("atMost", a);
    double right = value("atMost", b);
    answer("atMost", holds, left <= right);
  }

  @Override
  public void less(Tensor a, Tensor b, Tensor holds) {
    double left = value("less", a);
    double right = value("less", b);
    answer("less", holds, left < right);
  }

  @Override
  public void branch(Tensor holds, Runnable work, Runnable otherwise) {
    (value("branch", holds) != 0 ? work : otherwise).run();
  }

  @Override
  public void repeat(Tensor holds, Runnable work) {
    while (value("repeat", holds) != 0) {
      work.run();
    }
  }

  private double value(String operation, Tensor number) {
    return Operands.number(kind, operation, number).at(0);
  }

  private void answer(String operation, Tensor holds, boolean yes) {
    Operands.number(kind, operation, holds).put(new double[] {yes ? 1 : 0});
  }
}
