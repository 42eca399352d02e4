package io.github.altprop.training.tensor;

/**
 * An elementwise non-linearity whose derivative is a function of its own output, so that a layer
 * needs to keep only its activations.
 *
 * <p>Derivatives at 0: leaky ReLU 1 (as the GAIT-prop code), ReLU 0 (as PyTorch).
 *
 * @param kind which function
 * @param slope leaky ReLU's factor for negative input, greater than 0; ELU's alpha; else 0
 */
public record Activation(Kind kind, double slope) {
  /** The functions, with a for the output: f(z), f'(a). */
  public enum Kind {
    /** f = z; f' = 1. */
    IDENTITY,
    /** f = max(z, 0); f' = [a &gt; 0]. */
    RELU,
    /** f = z if z &ge; 0 else slope z; f' = 1 if a &ge; 0 else slope. */
    LEAKY_RELU,
    /** f = z if z &gt; 0 else slope (e^z - 1); f' = 1 if a &gt; 0 else a + slope. */
    ELU,
    /** f = 1 / (1 + e^-z); f' = a (1 - a). */
    SIGMOID
  }

  public static final Activation IDENTITY = new Activation(Kind.IDENTITY, 0);
  public static final Activation RELU = new Activation(Kind.RELU, 0);
  public static final Activation ELU = new Activation(Kind.ELU, 1);
  public static final Activation SIGMOID = new Activation(Kind.SIGMOID, 0);

  public Activation {
    if (kind == Kind.LEAKY_RELU && !(slope > 0)) {
      throw new IllegalArgumentException("leaky ReLU needs a slope above 0, not " + slope);
    }
  }

  /** Leaky ReLU with the given factor, above 0, for negative input. */
  public static Activation leakyRelu(double slope) {
    return new Activation(Kind.LEAKY_RELU, slope);
  }

  /**
   * Whether every output belongs to one input, so that {@link Elementwise#activateInverse} exists.
   */
  public boolean invertible() {
    return kind != Kind.RELU;
  }

  /**
   * Whether f(cz) = c f(z) for all c &gt; 0, so that f'(z) z = f(z): what the conservation law
   * needs.
   */
  public boolean homogeneous() {
    return kind == Kind.IDENTITY || kind == Kind.RELU || kind == Kind.LEAKY_RELU;
  }
}
