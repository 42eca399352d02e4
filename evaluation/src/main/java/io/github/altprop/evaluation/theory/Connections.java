package io.github.altprop.evaluation.theory;

import java.util.Arrays;

/**
 * The weights that lead into the neurons (or channels) of a hidden layer, and those that lead out.
 *
 * <p>With channels innermost everywhere, entry e of the weight above belongs to channel e mod n of
 * the n below: so for dense layers, for convolutions, after a flatten, and through pools.
 */
public final class Connections {
  private final int neurons;
  private final double[] incoming;
  private final double[] bias;
  private final double[] outgoing;

  /**
   * @param incoming [neurons, fan-in...]
   * @param bias [neurons], or of length 0 without biases
   * @param outgoing the weight of the next synapse, [units, ..., neurons]
   */
  public Connections(int neurons, double[] incoming, double[] bias, double[] outgoing) {
    require("incoming weights", incoming, neurons);
    require("outgoing weights", outgoing, neurons);
    if (bias.length != 0 && bias.length != neurons) {
      throw new IllegalArgumentException(bias.length + " biases, expected " + neurons + " or none");
    }
    this.neurons = neurons;
    this.incoming = incoming.clone();
    this.bias = bias.clone();
    this.outgoing = outgoing.clone();
  }

  /** Number of neurons or channels. */
  public int neurons() {
    return neurons;
  }

  /** 1/2 |W_j|^2 + 1/2 b_j^2 for each neuron j. */
  double[] incomingTerms() {
    return halfSquares(incoming, bias);
  }

  /** 1/2 |dW_j|^2 + 1/2 db_j^2 for each neuron j, from {@code before} to this. */
  double[] incomingSteps(Connections before) {
    return halfSquares(minus(incoming, before.incoming), minus(bias, before.bias));
  }

  /** Sum of f over the outgoing weights of each neuron. */
  double[] outgoingTerms(OutgoingTerm term) {
    double[] sums = new double[neurons];
    for (int e = 0; e < outgoing.length; e++) {
      sums[e % neurons] += term.value(e, outgoing[e]);
    }
    return sums;
  }

  /**
   * Sum of the excess of f over the outgoing weights of each neuron, from {@code before} to this.
   */
  double[] outgoingExcess(OutgoingTerm term, Connections before) {
    double[] sums = new double[neurons];
    for (int e = 0; e < outgoing.length; e++) {
      sums[e % neurons] += term.excess(e, before.outgoing[e], outgoing[e]);
    }
    return sums;
  }

  private double[] halfSquares(double[] weight, double[] biases) {
    int fanIn = weight.length / neurons;
    double[] sums = new double[neurons];
    for (int j = 0; j < neurons; j++) {
      double squares = Sums.rows(weight, j, weight, j, fanIn);
      sums[j] = (biases.length == 0 ? squares : squares + biases[j] * biases[j]) / 2;
    }
    return sums;
  }

  private static double[] minus(double[] u, double[] v) {
    double[] difference = Arrays.copyOf(u, u.length);
    for (int i = 0; i < u.length; i++) {
      difference[i] -= v[i];
    }
    return difference;
  }

  private static void require(String what, double[] weights, int neurons) {
    if (neurons < 1 || weights.length == 0 || weights.length % neurons != 0) {
      throw new IllegalArgumentException(
          weights.length + " " + what + " are no multiple of " + neurons + " neurons");
    }
  }
}
