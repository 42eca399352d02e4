package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Engines;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Our steps under JMH; {@code -p name=bp-lenet} picks one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xss8m")
public class StepBenchmark {
  @Param({"bp-gait-cifar-deep", "gp-gait-cifar-deep", "bp-vanilla-cnn", "bp-lenet"})
  String name;

  @Param("2")
  int threads;

  private OurStep step;

  @Setup
  public void prepare() {
    step = new OurStep(StepCatalog.require(name), Engines.cpu(threads));
  }

  @Benchmark
  public void step() {
    step.run();
  }

  @TearDown
  public void release() {
    step.close();
  }
}
