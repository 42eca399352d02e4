package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Engines;

/** Times our steps on command: {@code OurWorker THREADS}. */
public final class OurWorker {
  private OurWorker() {}

  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    Worker.serve(name -> new OurStep(StepCatalog.require(name), Engines.cpu(threads)));
  }
}
