package io.github.altprop.training.learner;

import java.util.Arrays;

/** A few examples, ready for a learner. */
public final class Minibatch {
  private final long number;
  private final float[] inputs;
  private final int[] labels;

  /**
   * Wraps the arrays without copying them.
   *
   * @param number running number of the minibatch over the whole training
   * @param inputs normalised inputs, [labels.length, in...]
   * @param labels class of each example, from 0
   */
  public Minibatch(long number, float[] inputs, int[] labels) {
    if (labels.length == 0 || inputs.length % labels.length != 0) {
      throw new IllegalArgumentException(
          inputs.length + " inputs cannot belong to " + labels.length + " examples");
    }
    this.number = number;
    this.inputs = inputs;
    this.labels = labels;
  }

  /** Running number over the whole training, from 0. */
  public long number() {
    return number;
  }

  /** Normalised inputs, [size, in...]; not to be changed. */
  public float[] inputs() {
    return inputs;
  }

  /** Class of each example; not to be changed. */
  public int[] labels() {
    return labels;
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  @Override
  public String toString() {
    return "minibatch " + number + " " + Arrays.toString(labels);
  }
}
