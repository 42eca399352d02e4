package io.github.altprop.evaluation.metric;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Exact counts of right answers, and the mean loss, over any number of minibatches.
 *
 * <p>The rank of a label is the number of logits above its own; equal logits rank by class index,
 * so that a network with constant outputs scores as one that always answers class 0. An example
 * with a logit that is no number has no answer: it counts as wrong and is absent from the confusion
 * matrix.
 */
public final class Accuracy implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int TOP = 5;

  private final int classes;
  private final long[] confusion;
  private long examples;
  private long right;
  private long rightInTop5;
  private double lossSum;

  /** Counts answers among {@code classes} classes. */
  public Accuracy(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes: " + classes + ", expected at least 1");
    }
    this.classes = classes;
    this.confusion = new long[Math.multiplyExact(classes, classes)];
  }

  /**
   * Adds one minibatch.
   *
   * @param logits [labels.length, classes], row-major
   * @param lossSum the loss summed (not averaged) over the minibatch
   */
  public void add(float[] logits, int[] labels, double lossSum) {
    requireRows(logits.length, labels.length);
    for (int i = 0; i < labels.length; i++) {
      count(i, labels[i], logits);
    }
    this.lossSum += lossSum;
  }

  /** Adds the minibatches of {@code other}. */
  public void merge(Accuracy other) {
    if (other.classes != classes) {
      throw new IllegalArgumentException(
          "counts over " + classes + " and " + other.classes + " classes do not add up");
    }
    for (int i = 0; i < confusion.length; i++) {
      confusion[i] += other.confusion[i];
    }
    examples += other.examples;
    right += other.right;
    rightInTop5 += other.rightInTop5;
    lossSum += other.lossSum;
  }

  /** Number of examples. */
  public long examples() {
    return examples;
  }

  /** The part of examples whose label has the highest logit; empty without examples. */
  public OptionalDouble top1() {
    return perExample((double) right);
  }

  /**
   * The part of examples whose label has one of the five highest logits; empty without examples.
   */
  public OptionalDouble top5() {
    return perExample((double) rightInTop5);
  }

  /** Loss per example; empty without examples. */
  public OptionalDouble meanLoss() {
    return perExample(lossSum);
  }

  /** How many examples of class {@code label} were taken for class {@code answer}. */
  public long confusion(int label, int answer) {
    requireClass(label);
    requireClass(answer);
    return confusion[label * classes + answer];
  }

  private void count(int row, int label, float[] logits) {
    requireClass(label);
    examples++;
    int from = row * classes;
    float own = logits[from + label];
    int above = 0;
    int answer = 0;
    for (int k = 0; k < classes; k++) {
      float logit = logits[from + k];
      if (Float.isNaN(logit)) {
        return;
      }
      above += logit > own || (logit == own && k < label) ? 1 : 0;
      answer = logit > logits[from + answer] ? k : answer;
    }
    right += above == 0 ? 1 : 0;
    rightInTop5 += above < TOP ? 1 : 0;
    confusion[label * classes + answer]++;
  }

  private OptionalDouble perExample(double sum) {
    return examples == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / examples);
  }

  private void requireRows(int logits, int labels) {
    if (logits != (long) labels * classes) {
      throw new IllegalArgumentException(
          logits + " logits for " + labels + " labels, expected " + classes + " each");
    }
  }

  private void requireClass(int label) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException("label " + label + ", expected 0 to " + (classes - 1));
    }
  }
}
