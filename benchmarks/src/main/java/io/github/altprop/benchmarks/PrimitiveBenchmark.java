package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;
import java.util.SplittableRandom;
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

/** The primitives that steps spend their time in, at the sizes of {@code vanilla-cnn} and GP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xss8m")
public class PrimitiveBenchmark {
  private static final Window WINDOW = Window.same(32, 32, 3, 1);

  @Param("2")
  int threads;

  private Engine engine;
  private Tensor square;
  private Tensor product;
  private Tensor images;
  private Tensor errors;
  private Tensor kernel;
  private Tensor gradient;
  private Tensor sums;

  @Setup
  public void prepare() {
    engine = Engines.cpu(threads);
    square = random(1024, 1024);
    product = random(1024, 1024);
    images = random(64, 32, 32, 32);
    errors = random(64, 32, 32, 32);
    kernel = random(32, 3, 3, 32);
    gradient = random(32, 3, 3, 32);
    sums = random(32);
  }

  private Tensor random(int... shape) {
    Tensor tensor = engine.zeros(ElementType.FLOAT32, shape);
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[Math.toIntExact(tensor.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() - 0.5;
    }
    tensor.put(values);
    return tensor;
  }

  @Benchmark
  public void gemm() {
    engine.gemm(1, square, Op.PLAIN, square, Op.TRANSPOSED, 0, product);
  }

  @Benchmark
  public void gram() {
    engine.gram(square, Op.PLAIN, product);
  }

  @Benchmark
  public void convolve() {
    engine.convolve(images, kernel, sums, Activation.RELU, WINDOW, errors);
  }

  @Benchmark
  public void convolveBackward() {
    engine.convolveBackward(errors, kernel, WINDOW, images);
  }

  @Benchmark
  public void kernelGradient() {
    engine.kernelGradient(images, errors, WINDOW, gradient);
  }

  @Benchmark
  public void activateBackward() {
    engine.activateBackward(Activation.RELU, images, errors, errors, sums);
  }

  @TearDown
  public void release() {
    engine.close();
  }
}
