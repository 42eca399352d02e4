package io.github.altprop.training.learner;

/** Labels as rows of zeros with a single one. */
final class OneHot {
  private OneHot() {}

  /** [labels.length, classes]. */
  static float[] of(int[] labels, int classes) {
    float[] rows = new float[Math.multiplyExact(labels.length, classes)];
    for (int i = 0; i < labels.length; i++) {
      rows[i * classes + labels[i]] = 1;
    }
    return rows;
  }
}
