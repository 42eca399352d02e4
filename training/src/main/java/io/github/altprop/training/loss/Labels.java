package io.github.altprop.training.loss;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** The class of every example of a minibatch, where a {@link Loss} reads it. */
public final class Labels {
  private final int classes;
  private final Tensor tensor;
  private final float[] values;

  /**
   * Room for the labels of {@code rows} examples.
   *
   * @param type of the logits that they are compared with
   */
  public Labels(Engine engine, ElementType type, int rows, int classes) {
    this.classes = classes;
    tensor = engine.zeros(type, rows);
    values = new float[rows];
  }

  /**
   * Overwrites all labels.
   *
   * @throws IllegalArgumentException if there are not as many as rows, or one is not a class
   */
  public void put(int[] labels) {
    if (labels.length != values.length) {
      throw new IllegalArgumentException(
          labels.length + " labels are not one for each of " + values.length + " examples");
    }
    for (int i = 0; i < values.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label " + labels[i] + " is not one of " + classes + " classes");
      }
      // Exact up to 2^24 classes.
      values[i] = labels[i];
    }
    tensor.put(values);
  }

  /** Class of each example, from 0: [rows]. */
  public Tensor tensor() {
    return tensor;
  }
}
