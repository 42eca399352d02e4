package io.github.altprop.evaluation.run;

/**
 * A line of {@code metrics.jsonl}: where a training diverged.
 *
 * @param epoch from 1
 * @param step steps made until then, this one included
 * @param layer the first concerned
 * @param what of it was not finite
 */
public record DivergencePoint(int epoch, long step, String layer, String what) {
  /** For example: diverged in epoch 3 at step 512 (weight of layer0). */
  @Override
  public String toString() {
    return "diverged in epoch " + epoch + " at step " + step + " (" + what + " of " + layer + ")";
  }
}
