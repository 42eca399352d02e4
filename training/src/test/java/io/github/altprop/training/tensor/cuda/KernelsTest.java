package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.cuda.EmulatedKernels.bytes;
import static io.github.altprop.training.tensor.cuda.EmulatedKernels.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;
import io.github.altprop.training.tensor.cuda.EmulatedKernels.Arguments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arithmetic of the kernels, on a processor, against the engine for processors. */
class KernelsTest {
  private static final int BLOCKS = 5;
  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.IDENTITY,
          Activation.RELU,
          Activation.leakyRelu(0.1),
          Activation.ELU,
          Activation.SIGMOID);

  @TempDir static Path folder;
  private static final Engine ENGINE = Engines.cpu(1);

  private final SplittableRandom random = new SplittableRandom(3);

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    Optional<String> obstacle = EmulatedKernels.load(folder);
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
  }

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** The same numbers for a kernel and for the engine. */
  private record Pair(ByteBuffer buffer, Tensor tensor) {
    double[] computed() {
      double[] values = new double[(int) tensor.size()];
      Arrays.setAll(
          values,
          i ->
              tensor.type() == ElementType.FLOAT32
                  ? buffer.getFloat(4 * i)
                  : buffer.getDouble(8 * i));
      return values;
    }

    void assertSame(String what, double tolerance) {
      double[] expected = tensor.toDoubles();
      double[] actual = computed();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i])
            .as("%s %s, element %d", what, tensor.type(), i)
            .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
      }
    }
  }

  private Pair normals(ElementType type, int... shape) {
    return pair(type, () -> random.nextGaussian(), shape);
  }

  private Pair empty(ElementType type, int... shape) {
    return pair(type, () -> Double.NaN, shape);
  }

  private static Pair pair(ElementType type, java.util.function.DoubleSupplier draw, int... shape) {
    Tensor tensor = ENGINE.zeros(type, shape);
    double[] values = new double[(int) tensor.size()];
    ByteBuffer buffer = bytes(values.length * type.bytes());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw.getAsDouble();
      if (type == ElementType.FLOAT32) {
        buffer.putFloat(4 * i, (float) values[i]);
      } else {
        buffer.putDouble(8 * i, values[i]);
      }
    }
    tensor.put(values);
    return new Pair(buffer, tensor);
  }

  private static Arguments arguments(ElementType type) {
    return new Arguments(type == ElementType.FLOAT32);
  }

  private static double rounding(ElementType type) {
    return type == ElementType.FLOAT32 ? 4e-6 : 1e-13;
  }

  @ParameterizedTest
  @EnumSource
  void elementwise(ElementType type) {
    int rows = 701;
    int n = 13;
    int size = rows * n;
    Pair x = normals(type, rows, n);
    Pair y = normals(type, rows, n);
    Pair out = empty(type, rows, n);
    arguments(type).ints(size).memory(x.buffer(), y.buffer(), out.buffer()).run("divide", BLOCKS);
    ENGINE.divide(x.tensor(), y.tensor(), out.tensor());
    out.assertSame("divide", rounding(type));
    arguments(type)
        .ints(size)
        .memory(x.buffer(), y.buffer(), out.buffer())
        .run("signTimes", BLOCKS);
    ENGINE.signTimes(x.tensor(), y.tensor(), out.tensor());
    out.assertSame("signTimes", 0);
    Pair transposed = empty(type, n, rows);
    arguments(type)
        .ints(size, rows, n)
        .memory(x.buffer(), transposed.buffer())
        .run("transpose", BLOCKS);
    ENGINE.transpose(x.tensor(), transposed.tensor());
    transposed.assertSame("transpose", 0);
    Pair bias = normals(type, n);
    for (Activation f : ACTIVATIONS) {
      arguments(type)
          .ints(size, n, KernelSource.number(f.kind()))
          .reals(f.slope())
          .memory(x.buffer(), bias.buffer(), out.buffer())
          .run("activateBiased", BLOCKS);
      ENGINE.activate(f, x.tensor(), bias.tensor(), out.tensor());
      out.assertSame("activate " + f, rounding(type));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfColumns(ElementType type) {
    for (int[] shape : new int[][] {{1, 1, 1, 1}, {2001, 10, 16, 3}, {300, 70, 32, 2}}) {
      int rows = shape[0];
      int n = shape[1];
      int width = shape[2];
      int chunks = shape[3];
      int blocks = (n + width - 1) / width * chunks;
      ByteBuffer partial = bytes(2 * n * chunks * Double.BYTES);
      ByteBuffer arrived = bytes(4 * blocks);
      Pair x = normals(type, rows, n);
      Pair error = normals(type, rows, n);
      Pair out = empty(type, rows, n);
      Pair sums = empty(type, n);
      for (Activation f : ACTIVATIONS) {
        arguments(type)
            .ints(rows, n, width, chunks, KernelSource.number(f.kind()))
            .reals(f.slope())
            .memory(x.buffer(), error.buffer(), out.buffer(), sums.buffer(), partial, arrived)
            .run("activateBackwardSums", blocks);
        ENGINE.activateBackward(f, x.tensor(), error.tensor(), out.tensor(), sums.tensor());
        out.assertSame("activateBackward " + f, rounding(type));
        sums.assertSame("its sums " + f, 10 * rounding(type));
      }
      Pair mean = empty(type, n);
      Pair variance = empty(type, n);
      arguments(type)
          .ints(rows, n, width, chunks)
          .memory(x.buffer(), mean.buffer(), variance.buffer(), partial, arrived)
          .run("channelStatistics", blocks);
      ENGINE.channelStatistics(x.tensor(), mean.tensor(), variance.tensor());
      mean.assertSame("mean", rounding(type));
      variance.assertSame("variance", rounding(type));
      Pair gamma = normals(type, n);
      Pair beta = normals(type, n);
      arguments(type)
          .ints(rows * n, n, KernelSource.number(Activation.Kind.RELU))
          .reals(0, 1e-3)
          .memory(x.buffer(), mean.buffer(), variance.buffer())
          .memory(gamma.buffer(), beta.buffer(), out.buffer())
          .run("normalize", BLOCKS);
      Tensor m = mean.tensor();
      Tensor v = variance.tensor();
      ENGINE.normalize(
          x.tensor(), m, v, 1e-3, gamma.tensor(), beta.tensor(), Activation.RELU, out.tensor());
      out.assertSame("normalize", 50 * rounding(type));
      Pair gammas = empty(type, n);
      Pair betas = empty(type, n);
      ByteBuffer both = bytes(2 * n * Double.BYTES);
      arguments(type)
          .ints(rows, n, width, chunks)
          .number(1e-3)
          .memory(x.buffer(), mean.buffer(), variance.buffer(), error.buffer())
          .memory(gammas.buffer(), betas.buffer(), both, partial, arrived)
          .run("normalizeGradients", blocks);
      arguments(type)
          .ints(rows * n, n)
          .reals(1e-3)
          .memory(x.buffer(), mean.buffer(), variance.buffer(), gamma.buffer(), error.buffer())
          .memory(both, out.buffer())
          .run("normalizeErrors", BLOCKS);
      ENGINE.normalizeBackward(
          x.tensor(),
          m,
          v,
          1e-3,
          gamma.tensor(),
          error.tensor(),
          out.tensor(),
          gammas.tensor(),
          betas.tensor());
      gammas.assertSame("gamma's gradient", 50 * rounding(type));
      betas.assertSame("beta's gradient", 50 * rounding(type));
      out.assertSame("normalizeBackward", 50 * rounding(type));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsAndLosses(ElementType type) {
    int rows = 77;
    int classes = 301;
    int size = rows * classes;
    Pair x = normals(type, rows, classes);
    Pair y = normals(type, rows, classes);
    ByteBuffer partial = bytes(rows * Double.BYTES);
    ByteBuffer arrived = bytes(4);
    ByteBuffer out = doubles(0);
    arguments(type)
        .ints(size)
        .memory(x.buffer(), y.buffer(), partial, arrived, out)
        .run("dot", BLOCKS);
    assertThat(out.getDouble(0)).isCloseTo(ENGINE.dot(x.tensor(), y.tensor()), within(1e-9));
    arguments(type)
        .ints(size)
        .memory(x.buffer(), partial, arrived, out)
        .run("euclideanNorm", BLOCKS);
    assertThat(out.getDouble(0)).isCloseTo(ENGINE.norm(x.tensor()), within(1e-9));

    Pair labels = pair(type, () -> random.nextInt(classes), rows);
    Pair error = empty(type, rows, classes);
    Tensor loss = ENGINE.zeros(ElementType.FLOAT64, 1);
    arguments(type)
        .ints(classes)
        .memory(x.buffer(), labels.buffer())
        .number(0.5)
        .memory(error.buffer(), partial, arrived, out)
        .run("softmaxCrossEntropy", rows);
    ENGINE.softmaxCrossEntropy(x.tensor(), labels.tensor(), 0.5, error.tensor(), loss);
    error.assertSame("softmaxCrossEntropy", rounding(type));
    assertThat(out.getDouble(0)).isCloseTo(loss.at(0), within(1e-9));
    arguments(type)
        .ints(size)
        .memory(x.buffer(), y.buffer())
        .number(0.5)
        .memory(error.buffer(), partial, arrived, out)
        .run("squaredError", BLOCKS);
    ENGINE.squaredError(x.tensor(), y.tensor(), 0.25, error.tensor(), loss);
    error.assertSame("squaredError", rounding(type));
    assertThat(out.getDouble(0)).isCloseTo(loss.at(0), within(1e-8));
  }

  @ParameterizedTest
  @EnumSource
  void adam(ElementType type) {
    int n = 3001;
    Pair p = normals(type, n);
    Pair g = normals(type, n);
    Pair m = normals(type, n);
    Pair v = pair(type, () -> Math.abs(random.nextGaussian()), n);
    Tensor rate = ENGINE.zeros(ElementType.FLOAT64, 1);
    ENGINE.fill(0.01, rate);
    arguments(type)
        .ints(n)
        .memory(doubles(0.01))
        .reals(0.9, 0.99, 1e-3, 1 - 0.9, 1 - 0.99)
        .memory(p.buffer(), g.buffer(), m.buffer(), v.buffer())
        .run("adam", BLOCKS);
    ENGINE.adam(p.tensor(), g.tensor(), m.tensor(), v.tensor(), rate, 0.9, 0.99, 1e-3);
    p.assertSame("adam", rounding(type));
    v.assertSame("adam's second moment", rounding(type));
  }

  @ParameterizedTest
  @EnumSource
  void pools(ElementType type) {
    for (Window w :
        List.of(
            Window.padded(6, 8, 2, 2, 0),
            Window.padded(9, 7, 3, 2, 1),
            Window.same(8, 8, 3, 2),
            Window.padded(4, 4, 2, 3, 0),
            Window.whole(4, 5))) {
      int[] in = {3, w.height(), w.width(), 5};
      int[] maps = {3, w.outHeight(), w.outWidth(), 5};
      int n = 3 * w.height() * w.width() * 5;
      int outs = 3 * w.outHeight() * w.outWidth() * 5;
      // Few distinct values, all negative: ties occur and zero padding would win.
      Pair x = pair(type, () -> random.nextInt(3) - 3, in);
      Pair out = empty(type, maps);
      window(type, outs, w).memory(x.buffer(), out.buffer()).run("maxPool", BLOCKS);
      ENGINE.maxPool(x.tensor(), w, out.tensor());
      out.assertSame("maxPool", 0);
      Pair error = normals(type, maps);
      Pair inputError = empty(type, in);
      window(type, n, w)
          .memory(x.buffer(), error.buffer(), inputError.buffer())
          .run("maxPoolBackward", BLOCKS);
      ENGINE.maxPoolBackward(x.tensor(), out.tensor(), error.tensor(), w, inputError.tensor());
      inputError.assertSame("maxPoolBackward", rounding(type));
      window(type, outs, w).memory(x.buffer(), out.buffer()).run("averagePool", BLOCKS);
      ENGINE.averagePool(x.tensor(), w, out.tensor());
      out.assertSame("averagePool", rounding(type));
      window(type, n, w)
          .memory(error.buffer(), inputError.buffer())
          .run("averagePoolBackward", BLOCKS);
      ENGINE.averagePoolBackward(error.tensor(), w, inputError.tensor());
      inputError.assertSame("averagePoolBackward", rounding(type));
    }
  }

  private static Arguments window(ElementType type, int n, Window w) {
    return arguments(type)
        .ints(n)
        .structure(
            w.height(),
            w.width(),
            w.kernelHeight(),
            w.kernelWidth(),
            w.stride(),
            w.top(),
            w.left(),
            w.outHeight(),
            w.outWidth(),
            5);
  }

  @Test
  void compileForEveryGpuWhereNvrtcIsInstalled() {
    String source = KernelSource.text();
    assumeTrue(EmulatedKernels.compile("", "float", 90) != null, "libnvrtc is not installed");
    for (String real : List.of("float", "double")) {
      for (int capability : new int[] {75, 80, 86, 89, 90, 100, 120}) {
        assertThat(EmulatedKernels.compile(source, real, capability))
            .as("%s for compute capability %d", real, capability)
            .isEmpty();
      }
    }
  }
}
