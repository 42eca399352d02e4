package io.github.altprop.evaluation.theory;

/**
 * How far the conserved quantities of a layer have moved since the start.
 *
 * @param mean mean of |Q_j(t) - Q_j(0)| over neurons
 * @param max the largest of them
 */
public record Drift(double mean, double max) {
  /** The drift from {@code initial} to {@code now}, one quantity a neuron. */
  public static Drift between(double[] initial, double[] now) {
    if (initial.length != now.length || now.length == 0) {
      throw new IllegalArgumentException(
          "drift from " + initial.length + " to " + now.length + " neurons");
    }
    double sum = 0;
    double max = 0;
    for (int j = 0; j < now.length; j++) {
      double moved = Math.abs(now[j] - initial[j]);
      sum += moved;
      max = Math.max(max, moved);
    }
    return new Drift(sum / now.length, max);
  }
}
