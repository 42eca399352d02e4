package io.github.altprop.training.initialization;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/** The known ways to draw weights. */
public final class Initializers {
  /** By name: one line here registers an initialiser. */
  public static final Registry<Initializer> REGISTRY =
      new Registry<>(
          "initialization",
          List.of(
              new Component<>(
                  "orthogonal",
                  "Orthonormal rows or columns, Haar distributed",
                  new Reference("W = Q sign(diag R), A = Q R, A ~ N(0, 1)", "Saxe et al. 2014"),
                  Initializers::orthogonal),
              new Component<>(
                  "xavier-uniform",
                  "U(+-sqrt(6 / (fan-in + fan-out)))",
                  Reference.to("Glorot and Bengio 2010"),
                  Initializers::xavierUniform),
              new Component<>(
                  "he-truncated",
                  "Normal, deviation sqrt(2 / fan-in), cut at two deviations",
                  Reference.to("He et al. 2015"),
                  Initializers::heTruncated),
              new Component<>(
                  "signs",
                  "+-1 / fan-in, either sign as likely",
                  new Reference(
                      "+-1 / fan-in",
                      "chosen for Robertson and Koyejo 2024, lemma 5.4, which it satisfies where"
                          + " inputs outnumber half the width's square"),
                  Initializers::signs)));

  private Initializers() {}

  /**
   * Draws every synapse's weight in {@code parameters}; biases and betas stay 0, gammas become 1.
   */
  public static void initialize(
      Engine engine,
      List<Synapse> synapses,
      Initializer initializer,
      long seed,
      ParameterVector parameters) {
    for (Synapse synapse : synapses) {
      initializer.draw(
          engine,
          Fan.of(synapse),
          Seeds.derive(seed, synapse.weight().name()),
          parameters.view(synapse.weight()));
    }
    fillWithOnes(engine, Parameter.Role.GAMMA, parameters);
  }

  /** Running variances become 1, running means stay 0. */
  public static void initializeStatistics(Engine engine, ParameterVector statistics) {
    fillWithOnes(engine, Parameter.Role.VARIANCE, statistics);
  }

  private static void fillWithOnes(Engine engine, Parameter.Role role, ParameterVector vector) {
    for (Parameter parameter : vector.layout().parameters()) {
      if (parameter.role() == role) {
        engine.fill(1, vector.view(parameter));
      }
    }
  }

  /**
   * Orthogonal, gain 1: Q of a Gaussian matrix's QR decomposition with the signs of R's diagonal.
   * Source: Saxe et al. 2014; Dalm et al. 2023, code.
   */
  private static void orthogonal(Engine engine, Fan fan, long seed, Tensor weight) {
    int units = weight.dimension(0);
    int fanIn = Math.toIntExact(weight.size() / units);
    int large = Math.max(units, fanIn);
    int small = Math.min(units, fanIn);
    Tensor q = engine.zeros(ElementType.FLOAT64, large, small);
    q.put(new Gaussian(seed).next(Math.multiplyExact(large, small)));
    engine.orthonormalizeColumns(q);
    double[] columns = q.toDoubles();
    engine.release(q);
    weight.put(units == large ? columns : transposed(columns, large, small));
  }

  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] out = new double[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = matrix[i * columns + j];
      }
    }
    return out;
  }

  /** Source: Glorot and Bengio 2010; the default of biotorch. */
  private static void xavierUniform(Engine engine, Fan fan, long seed, Tensor weight) {
    double bound = Math.sqrt(6.0 / (fan.in() + fan.out()));
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[Math.toIntExact(weight.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound * (2 * random.nextDouble() - 1);
    }
    weight.put(values);
  }

  /**
   * Equal magnitudes: in front of a single output, |B_j| are equal and the bound of lemma 5.4 is 1
   * / sqrt(width). With B = W, W_2[j] B_2[j] = 1 / width^2 &gt;= 1/2 |W_1[j]|^2 = 1 / (2 inputs)
   * where inputs &gt;= width^2 / 2.
   */
  private static void signs(Engine engine, Fan fan, long seed, Tensor weight) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[Math.toIntExact(weight.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextBoolean() ? 1.0 : -1.0) / fan.in();
    }
    weight.put(values);
  }

  /** Independent normal weights of the given variance. */
  public static Initializer normal(double variance) {
    double deviation = Math.sqrt(variance);
    return (engine, fan, seed, weight) -> {
      double[] values = new Gaussian(seed).next(Math.toIntExact(weight.size()));
      for (int i = 0; i < values.length; i++) {
        values[i] *= deviation;
      }
      weight.put(values);
    };
  }

  /**
   * He normal as TensorFlow truncates it: the deviation before the cut at two deviations is sqrt(2
   * / fan-in) / .8796, so that it is sqrt(2 / fan-in) after. Source: Kao and Chen 2021, code.
   */
  private static void heTruncated(Engine engine, Fan fan, long seed, Tensor weight) {
    double deviation = Math.sqrt(2.0 / fan.in()) / 0.8796256610342398;
    Gaussian gaussian = new Gaussian(seed);
    double[] values = new double[Math.toIntExact(weight.size())];
    for (int i = 0; i < values.length; i++) {
      double value;
      do {
        value = gaussian.next();
      } while (Math.abs(value) > 2);
      values[i] = deviation * value;
    }
    weight.put(values);
  }
}
