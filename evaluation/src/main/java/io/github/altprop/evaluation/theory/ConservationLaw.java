package io.github.altprop.evaluation.theory;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What training by feedback alignment conserves at every hidden neuron j, in continuous time:
 *
 * <pre>
 * Q_j = 1/2 |W_l[j,:]|^2 + 1/2 b_l[j]^2 - &lt;W_{l+1}[:,j], B_{l+1}[:,j]&gt;
 * </pre>
 *
 * <p>With gradient descent the outgoing term is 1/2 |W_{l+1}[:,j]|^2. Plain steps W' = W + dW obey,
 * up to rounding, Q_j' - Q_j = 1/2 |dW_l[j,:]|^2 + 1/2 db_l[j]^2 - {@link OutgoingTerm#excess}.
 *
 * <p>Source: Robertson and Koyejo 2024, theorem 5.2. Differs: biases and gradient descent (Du et
 * al. 2018) are included, and the identity for steps of finite size.
 */
public final class ConservationLaw {
  private final OutgoingTerm term;

  /** The law for one hidden layer, {@code term} saying which weights carry errors back into it. */
  public ConservationLaw(OutgoingTerm term) {
    this.term = term;
  }

  /** Q_j of every neuron. */
  public double[] quantities(Connections connections) {
    return minus(connections.incomingTerms(), connections.outgoingTerms(term));
  }

  /** How far a plain step misses the identity for each neuron: rounding, if the law applies. */
  public double[] identityResiduals(Connections before, Connections after) {
    double[] change = minus(quantities(after), quantities(before));
    double[] exact = minus(after.incomingSteps(before), after.outgoingExcess(term, before));
    double[] residuals = minus(change, exact);
    for (int j = 0; j < residuals.length; j++) {
      residuals[j] = Math.abs(residuals[j]);
    }
    return residuals;
  }

  /**
   * (I(t) - I(0)) / (O(t) - O(0)) with I and O the incoming and outgoing terms of the whole layer:
   * one while the law holds, empty where nothing has changed. Ill-conditioned once signs flip: see
   * {@link #rho2}.
   */
  public OptionalDouble rho(Connections initial, Connections now) {
    double change = outgoing(now) - outgoing(initial);
    return ratio(incoming(now) - incoming(initial), change);
  }

  /** I(t) / (I(0) + O(t) - O(0)): one while the law holds, and well-conditioned. */
  public OptionalDouble rho2(Connections initial, Connections now) {
    return ratio(incoming(now), incoming(initial) + outgoing(now) - outgoing(initial));
  }

  private static double incoming(Connections connections) {
    return Arrays.stream(connections.incomingTerms()).sum();
  }

  private double outgoing(Connections connections) {
    return Arrays.stream(connections.outgoingTerms(term)).sum();
  }

  private static OptionalDouble ratio(double numerator, double denominator) {
    return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of(numerator / denominator);
  }

  private static double[] minus(double[] u, double[] v) {
    double[] difference = new double[u.length];
    for (int j = 0; j < u.length; j++) {
      difference[j] = u[j] - v[j];
    }
    return difference;
  }
}
