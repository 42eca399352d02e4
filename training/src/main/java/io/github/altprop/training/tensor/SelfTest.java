package io.github.altprop.training.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Compares an engine's primitives with those of the processor's engine on a few small operands, so
 * that a device that computes wrongly is found before anything is trained on it. Takes less than a
 * second beside the start of the device.
 */
public final class SelfTest {
  private static final Map<String, Consumer<Desk>> PRIMITIVES = new LinkedHashMap<>();

  static {
    PRIMITIVES.put("matrix products", SelfTest::products);
    PRIMITIVES.put("factorisations", SelfTest::factorisations);
    PRIMITIVES.put("activations", SelfTest::activations);
    PRIMITIVES.put("elementwise operations", SelfTest::elements);
    PRIMITIVES.put("sums", SelfTest::sums);
    PRIMITIVES.put("losses", SelfTest::losses);
    PRIMITIVES.put("optimiser steps", SelfTest::steps);
    PRIMITIVES.put("convolutions", SelfTest::convolutions);
    PRIMITIVES.put("pooling", SelfTest::pooling);
    PRIMITIVES.put("batch normalisation", SelfTest::normalization);
    PRIMITIVES.put("repeated steps", SelfTest::repetitions);
  }

  private SelfTest() {}

  /**
   * What an engine computes wrongly, in a clause for users that ends no sentence; empty if nothing.
   * A primitive may differ from the processor's float64 by 1e-4 (float32), 1e-2 (tf32) or 1e-9
   * (float64) of the largest magnitude of its result.
   *
   * @param engine computes in {@code precision} and is not used by another thread
   */
  public static Optional<String> fault(Engine engine, Precision precision) {
    try (Engine processor = Engines.open(Device.CPU, 1, Precision.FLOAT64)) {
      return PRIMITIVES.entrySet().stream()
          .map(each -> fault(each.getKey(), each.getValue(), engine, precision, processor))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }

  private static Optional<String> fault(
      String name, Consumer<Desk> work, Engine engine, Precision precision, Engine processor) {
    List<double[]> expected = Desk.results(processor, ElementType.FLOAT64, work);
    List<double[]> found;
    try {
      found = Desk.results(engine, precision.type(), work);
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("fails at " + name + ": " + oneLine(e));
    }
    double difference = 0;
    for (int i = 0; i < expected.size(); i++) {
      difference = Math.max(difference, difference(found.get(i), expected.get(i)));
    }
    return difference <= tolerance(precision)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "computes wrongly: its %s in %s differ from the processor's by %.1e of their"
                    + " largest magnitude, where %.0e is usual",
                name,
                precision,
                difference,
                tolerance(precision)));
  }

  /** What a failure says, in one line: compilers say it in many. */
  public static String oneLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  private static double tolerance(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> 1e-4;
      case TF32 -> 1e-2;
      case FLOAT64 -> 1e-9;
    };
  }

  /** max |found - expected| / max |expected|; infinite where a number is missing. */
  private static double difference(double[] found, double[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      double off = Math.abs(found[i] - expected[i]);
      difference = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(difference, off);
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return largest == 0 ? difference : difference / largest;
  }

  private static void products(Desk desk) {
    Engine engine = desk.engine;
    for (Op a : Op.values()) {
      for (Op b : Op.values()) {
        Tensor left = a == Op.PLAIN ? desk.drawn(33, 65) : desk.drawn(65, 33);
        Tensor right = b == Op.PLAIN ? desk.drawn(65, 17) : desk.drawn(17, 65);
        Tensor out = desk.drawn(33, 17);
        engine.gemm(1.5, left, a, right, b, 0.5, out);
        desk.result(out);
      }
    }
    Tensor gram = desk.zeros(33, 33);
    engine.gram(desk.drawn(33, 65), Op.PLAIN, gram);
    desk.result(gram);
  }

  private static void factorisations(Desk desk) {
    Tensor matrix = desk.drawn(24, 24);
    desk.engine.addToDiagonal(24, matrix);
    Tensor inverse = desk.zeros(24, 24);
    desk.engine.invert(matrix, inverse);
    desk.result(inverse);
    Tensor columns = desk.drawn(30, 12);
    desk.engine.orthonormalizeColumns(columns);
    desk.result(columns);
  }

  private static void activations(Desk desk) {
    Engine engine = desk.engine;
    for (Activation f :
        List.of(Activation.RELU, Activation.leakyRelu(0.1), Activation.ELU, Activation.SIGMOID)) {
      Tensor out = desk.zeros(37, 19);
      Tensor error = desk.zeros(37, 19);
      Tensor sums = desk.zeros(19);
      engine.activate(f, desk.drawn(37, 19), desk.drawn(19), out);
      engine.activateBackward(f, out, desk.drawn(37, 19), error, sums);
      desk.result(out);
      desk.result(error);
      desk.result(sums);
    }
  }

  private static void elements(Desk desk) {
    Engine engine = desk.engine;
    Tensor x = desk.drawn(21, 35);
    Tensor y = desk.drawn(21, 35);
    engine.axpy(0.7, x, y);
    engine.multiply(x, y, y);
    desk.result(y);
    engine.signTimes(x, y, y);
    desk.result(y);
    Tensor transposed = desk.zeros(35, 21);
    engine.transpose(x, transposed);
    desk.result(transposed);
    Tensor columns = desk.zeros(21, 9);
    engine.copyColumns(x, 20, columns, 2, 7);
    desk.result(columns);
  }

  private static void sums(Desk desk) {
    Engine engine = desk.engine;
    Tensor x = desk.drawn(513, 11);
    Tensor columns = desk.zeros(11);
    engine.columnSums(x, columns);
    desk.result(columns);
    Tensor norms = desk.numbers(513);
    engine.rowNorms(x, norms);
    desk.result(norms);
    Tensor norm = desk.numbers(1);
    engine.norm(x, norm);
    desk.result(norm);
  }

  private static void losses(Desk desk) {
    Engine engine = desk.engine;
    Tensor labels = desk.zeros(13);
    labels.put(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 5, 9});
    Tensor error = desk.zeros(13, 10);
    Tensor loss = desk.numbers(1);
    engine.softmaxCrossEntropy(desk.drawn(13, 10), labels, 1.0 / 13, error, loss);
    desk.result(error);
    desk.result(loss);
    engine.squaredError(desk.drawn(13, 10), desk.drawn(13, 10), 0.5, error, loss);
    desk.result(error);
    desk.result(loss);
  }

  private static void steps(Desk desk) {
    Engine engine = desk.engine;
    Tensor parameters = desk.drawn(301);
    Tensor first = desk.drawn(301);
    Tensor second = desk.drawn(301);
    engine.multiply(second, second, second);
    Tensor rate = desk.numbers(1);
    rate.put(new double[] {0.01});
    engine.adam(parameters, desk.drawn(301), first, second, rate, 0.9, 0.99, 1e-3);
    desk.result(parameters);
    desk.result(second);
    engine.momentum(parameters, desk.drawn(301), first, rate, 0.9, 1e-3);
    engine.descend(parameters, desk.drawn(301), rate);
    desk.result(parameters);
    desk.result(first);
  }

  private static void convolutions(Desk desk) {
    Engine engine = desk.engine;
    for (int stride = 1; stride <= 2; stride++) {
      Window window = Window.same(9, 8, 3, stride);
      int[] map = {3, window.outHeight(), window.outWidth(), 7};
      Tensor x = desk.drawn(3, 9, 8, 5);
      Tensor kernel = desk.drawn(7, 3, 3, 5);
      Tensor out = desk.zeros(map);
      engine.convolve(x, kernel, desk.drawn(7), Activation.RELU, window, out);
      desk.result(out);
      Tensor error = desk.drawn(map);
      Tensor inputError = desk.zeros(3, 9, 8, 5);
      engine.convolveBackward(error, kernel, window, inputError);
      desk.result(inputError);
      Tensor gradient = desk.zeros(7, 3, 3, 5);
      engine.kernelGradient(x, error, window, gradient);
      desk.result(gradient);
    }
  }

  private static void pooling(Desk desk) {
    Engine engine = desk.engine;
    Window window = Window.padded(8, 8, 2, 2, 0);
    Tensor x = desk.drawn(3, 8, 8, 5);
    Tensor error = desk.drawn(3, 4, 4, 5);
    Tensor out = desk.zeros(3, 4, 4, 5);
    Tensor inputError = desk.zeros(3, 8, 8, 5);
    engine.maxPool(x, window, out);
    desk.result(out);
    engine.maxPoolBackward(x, out, error, window, inputError);
    desk.result(inputError);
    engine.averagePool(x, window, out);
    desk.result(out);
    engine.averagePoolBackward(error, window, inputError);
    desk.result(inputError);
  }

  private static void normalization(Desk desk) {
    Engine engine = desk.engine;
    Tensor x = desk.drawn(6, 5, 5, 7);
    Tensor mean = desk.zeros(7);
    Tensor variance = desk.zeros(7);
    engine.channelStatistics(x, mean, variance);
    desk.result(mean);
    desk.result(variance);
    Tensor gamma = desk.drawn(7);
    Tensor out = desk.zeros(6, 5, 5, 7);
    engine.normalize(x, mean, variance, 1e-3, gamma, desk.drawn(7), Activation.RELU, out);
    desk.result(out);
    Tensor gammaGradient = desk.zeros(7);
    Tensor betaGradient = desk.zeros(7);
    engine.normalizeBackward(
        x, mean, variance, 1e-3, gamma, desk.drawn(6, 5, 5, 7), out, gammaGradient, betaGradient);
    desk.result(out);
    desk.result(gammaGradient);
    desk.result(betaGradient);
  }

  /** Often enough that an engine which records what is repeated does so, with both decisions. */
  private static void repetitions(Desk desk) {
    Engine engine = desk.engine;
    Tensor x = desk.drawn(40, 24);
    Tensor weight = desk.drawn(24, 24);
    Tensor out = desk.zeros(40, 24);
    Tensor error = desk.drawn(40, 24);
    Tensor gradient = desk.zeros(24, 24);
    Tensor rate = desk.numbers(1);
    Tensor bound = desk.numbers(1);
    bound.put(new double[] {0.002});
    Tensor holds = desk.numbers(1);
    Runnable step =
        () -> {
          engine.gemm(1, x, Op.PLAIN, weight, Op.PLAIN, 0, out);
          engine.activate(Activation.SIGMOID, out, null, out);
          engine.activateBackward(Activation.SIGMOID, out, error, out);
          engine.gemm(1, x, Op.TRANSPOSED, out, Op.PLAIN, 0, gradient);
          engine.less(rate, bound, holds);
          engine.branch(
              holds,
              () -> engine.scale(0.5, gradient, gradient),
              () -> engine.copyColumns(weight, 0, gradient, 3, 5));
          engine.descend(weight, gradient, rate);
        };
    Object key = new Object();
    for (int i = 0; i < 8; i++) {
      rate.put(new double[] {i % 2 == 0 ? 0.001 : 0.003});
      engine.repeatedly(key, step);
    }
    desk.result(weight);
    desk.result(gradient);
  }

  /** Where one primitive is tried on one engine: the same operands on every engine. */
  private static final class Desk {
    private final Engine engine;
    private final ElementType type;
    private final Random random = new Random(1);
    private final List<Tensor> made = new ArrayList<>();
    private final List<double[]> results = new ArrayList<>();

    private Desk(Engine engine, ElementType type) {
      this.engine = engine;
      this.type = type;
    }

    static List<double[]> results(Engine engine, ElementType type, Consumer<Desk> work) {
      engine.attach();
      Desk desk = new Desk(engine, type);
      work.accept(desk);
      desk.made.forEach(engine::release);
      return desk.results;
    }

    Tensor zeros(int... shape) {
      return made(type, shape);
    }

    /** Numbers that primitives keep in float64 whatever the precision. */
    Tensor numbers(int count) {
      return made(ElementType.FLOAT64, count);
    }

    /** Standard normal numbers that float32 holds exactly. */
    Tensor drawn(int... shape) {
      Tensor tensor = zeros(shape);
      double[] values = new double[Math.toIntExact(tensor.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      tensor.put(values);
      return tensor;
    }

    void result(Tensor tensor) {
      results.add(tensor.toDoubles());
    }

    private Tensor made(ElementType elements, int... shape) {
      Tensor tensor = engine.zeros(elements, shape);
      made.add(tensor);
      return tensor;
    }
  }
}
