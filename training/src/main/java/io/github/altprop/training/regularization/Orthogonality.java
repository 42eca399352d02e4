package io.github.altprop.training.regularization;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * Keeps weights orthogonal: lambda ||W W^T - I||_F^2 for every synapse after the first.
 *
 * <p>With K = W^T, [units, fan-in], the gradient is 4 (K K^T - I) K, the same for a square K as 4 K
 * (K^T K - I). {@link Target#OFF_DIAGONAL} leaves the diagonal free: 4 K offdiag(K^T K), over the
 * input index, which is not symmetric. Source: Dalm et al. 2023, code (identity); Ahmad et al.
 * 2020, code (off-diagonal). Differs: layers whose weight has fewer units than inputs (implicit
 * auxiliary units) keep their rows orthonormal.
 */
public final class Orthogonality implements Regularizer {
  /** What W W^T is to be. */
  public enum Target {
    IDENTITY,
    OFF_DIAGONAL
  }

  static final Component<RegularizerFactory> COMPONENT =
      new Component<>(
          "orthogonality",
          "Keeps the weights after the first layer orthogonal",
          Orthogonality::create,
          OptionSpec.number("weight", null, "Factor of the penalty"),
          OptionSpec.choice(
              "target",
              "identity",
              List.of("identity", "off-diagonal"),
              "Whether the diagonal is to be 1 too"),
          OptionSpec.integer(
              "every",
              1L,
              1,
              "Steps from one application to the next, each as many times stronger"));

  private final Engine engine;
  private final List<Parameter> weights;
  private final double lambda;
  private final Target target;
  private final int every;
  private final Tensor gram;

  /**
   * @param weights what is kept orthogonal
   * @param lambda weight of the penalty
   * @param every apply it at every k-th step, k times as strongly
   */
  Orthogonality(
      Engine engine,
      ElementType type,
      List<Parameter> weights,
      double lambda,
      Target target,
      int every) {
    this.engine = engine;
    this.weights = List.copyOf(weights);
    this.lambda = lambda;
    this.target = target;
    this.every = every;
    int largest = weights.stream().mapToInt(w -> gramSize(w)).max().orElse(0);
    gram = engine.zeros(type, Math.multiplyExact(largest, largest));
  }

  @Override
  public void addGradient(ParameterVector parameters, ParameterVector updates, long step) {
    if ((step - 1) % every != 0) {
      return;
    }
    double factor = 4 * lambda * every;
    for (Parameter weight : weights) {
      Tensor k = parameters.view(weight).matrix();
      Tensor update = updates.view(weight).matrix();
      Tensor a = deviation(weight, k);
      if (target == Target.IDENTITY) {
        engine.gemm(factor, a, PLAIN, k, PLAIN, 1, update);
      } else {
        engine.gemm(factor, k, PLAIN, a, PLAIN, 1, update);
      }
    }
  }

  /** The penalty of one weight without lambda. */
  double penalty(Parameter weight, ParameterVector parameters) {
    Tensor a = deviation(weight, parameters.view(weight).matrix());
    return engine.dot(a, a);
  }

  private Tensor deviation(Parameter weight, Tensor k) {
    int size = gramSize(weight);
    Tensor a = gram.slice(0, size, size);
    if (target == Target.IDENTITY) {
      engine.gram(k, PLAIN, a);
      engine.addToDiagonal(-1, a);
    } else {
      engine.gram(k, TRANSPOSED, a);
      engine.fillDiagonal(0, a);
    }
    return a;
  }

  private int gramSize(Parameter weight) {
    return target == Target.IDENTITY
        ? weight.rows()
        : Math.toIntExact(weight.size() / weight.rows());
  }

  private static Regularizer create(
      Engine engine, ElementType type, List<Parameter> weights, Options options) {
    List<Parameter> eligible =
        weights.stream().skip(1).filter(w -> w.rows() <= w.size() / w.rows()).toList();
    return new Orthogonality(
        engine,
        type,
        eligible,
        options.number("weight"),
        options.choice("target").equals("identity") ? Target.IDENTITY : Target.OFF_DIAGONAL,
        options.integer("every"));
  }
}
