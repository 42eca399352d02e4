package io.github.altprop.training.regularization;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
          new Reference("weight |W W^T - I|_F^2", "Ahmad et al. 2020; Dalm et al. 2023, code"),
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
  private final ElementType type;
  private final List<Parameter> weights;
  private final double lambda;
  private final Target target;
  private final int every;
  private final Tensor gram;
  private Tensor product;

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
    this.type = type;
    this.weights = List.copyOf(weights);
    this.lambda = lambda;
    this.target = target;
    this.every = every;
    int largest = weights.stream().mapToInt(w -> gramSize(w)).max().orElse(0);
    gram = engine.zeros(type, Math.multiplyExact(largest, largest));
    product = engine.zeros(type, 0);
  }

  @Override
  public Optional<Penalty> at(ParameterVector parameters, long step) {
    return (step - 1) % every == 0 ? Optional.of(new AtStep(parameters)) : Optional.empty();
  }

  @Override
  public Regularizer part(Engine engine, Collection<Parameter> some) {
    List<Parameter> own = weights.stream().filter(some::contains).toList();
    return new Orthogonality(engine, type, own, lambda, target, every);
  }

  /** The penalty of one weight without lambda. */
  double penalty(Parameter weight, ParameterVector parameters) {
    Tensor a = deviation(weight, parameters.view(weight).matrix());
    return engine.dot(a, a);
  }

  /**
   * The penalty at the parameters of one step. It lends a rule the approximate inverse that falls
   * out of its own arithmetic.
   *
   * <p>The gradient needs the product P = (K K^T - I) K, and K - P is K^-T up to the square of K
   * K^T - I. A rule that asks for the inverse of a weight therefore gets K - P, and P is kept so
   * that {@link #addGradient} need not compute it again. There is one buffer for P and one for K
   * K^T - I, shared by all weights, so P is kept for one weight at a time: the one whose inverse
   * was asked for last.
   */
  private final class AtStep implements Penalty {
    private final ParameterVector parameters;

    /** How many rows of its inverse were lent, by weight. */
    private final Map<Parameter, Integer> borrowed = new HashMap<>();

    /** The weight whose product P is in {@link #product}; null if that holds nothing of use. */
    private Parameter atHand;

    AtStep(ParameterVector parameters) {
      this.parameters = parameters;
    }

    @Override
    public List<Parameter> parameters() {
      return weights;
    }

    @Override
    public void addGradient(Parameter weight, ParameterVector updates) {
      double factor = 4 * lambda * every;
      Tensor k = parameters.view(weight).matrix();
      Tensor update = updates.view(weight).matrix();
      if (borrowed.containsKey(weight)) {
        addBorrowed(factor, weight, k, update);
        return;
      }
      // The deviation of this weight overwrites that of the weight whose product was kept.
      atHand = null;
      if (target == Target.IDENTITY) {
        engine.gemm(factor, deviation(weight, k), PLAIN, k, PLAIN, 1, update);
      } else {
        engine.gemm(factor, k, PLAIN, deviation(weight, k), PLAIN, 1, update);
      }
    }

    /**
     * Adds the gradient of a weight whose inverse was lent. The rows that were lent are added as a
     * product first, whether or not that product was kept: sums then round in the same way, and a
     * run repeats bit for bit.
     */
    private void addBorrowed(double factor, Parameter weight, Tensor k, Tensor update) {
      int rows = borrowed.get(weight);
      int size = weight.rows();
      engine.axpy(factor, product(weight, rows, k), update.rows(0, rows));
      if (rows < size) {
        // The lent inverse overwrote the first rows of K K^T - I; the rest are still there.
        Tensor rest = gram.slice(0, size, size).rows(rows, size);
        engine.gemm(factor, rest, PLAIN, k, PLAIN, 1, update.rows(rows, size));
      }
    }

    /** K - (K K^T - I) K for a square K: K^-T up to the square of K K^T - I. */
    @Override
    public Optional<Tensor> nearInverse(Parameter weight, int rows) {
      int fanIn = fanIn(weight);
      if (target != Target.IDENTITY || weight.rows() != fanIn || !weights.contains(weight)) {
        return Optional.empty();
      }
      borrowed.put(weight, rows);
      Tensor k = parameters.view(weight).matrix();
      Tensor correction = product(weight, rows, k);
      // The inverse goes over the first rows of K K^T - I, which the product made unnecessary.
      Tensor inverse = gram.slice(0, rows, fanIn);
      engine.subtract(k.rows(0, rows), correction, inverse);
      return Optional.of(inverse);
    }

    /** The first rows of (K K^T - I) K of a square weight. */
    private Tensor product(Parameter weight, int rows, Tensor k) {
      int columns = fanIn(weight);
      if (product.size() < (long) rows * columns) {
        engine.release(product);
        product = engine.zeros(type, Math.multiplyExact(rows, columns));
      }
      Tensor out = product.slice(0, rows, columns);
      if (!weight.equals(atHand)) {
        engine.gemm(1, deviation(weight, k).rows(0, rows), PLAIN, k, PLAIN, 0, out);
        atHand = weight;
      }
      return out;
    }
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
    return target == Target.IDENTITY ? weight.rows() : fanIn(weight);
  }

  private static int fanIn(Parameter weight) {
    return Math.toIntExact(weight.size() / weight.rows());
  }

  private static Regularizer create(
      Engine engine, ElementType type, List<Parameter> weights, Options options) {
    List<Parameter> eligible = weights.stream().skip(1).filter(w -> w.rows() <= fanIn(w)).toList();
    return new Orthogonality(
        engine,
        type,
        eligible,
        options.number("weight"),
        options.choice("target").equals("identity") ? Target.IDENTITY : Target.OFF_DIAGONAL,
        options.integer("every"));
  }
}
