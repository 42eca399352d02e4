package io.github.altprop.evaluation.metric;

import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Mean distance between the centroids of classes, and between the examples of one class: how well a
 * layer's features separate the classes.
 *
 * <pre>
 * intra_k = 2/(N_k(N_k-1)) sum_{a&lt;b in class k} |z_a - z_b|     intra = mean of intra_k over classes
 * inter   = 2/(K(K-1)) sum_{k&lt;m} |c_k - c_m|                   ratio = inter / intra
 * </pre>
 *
 * <p>All pairs count, none are sampled; distances are Euclidean, not squared. This object holds the
 * sums behind the formulas: partial sums over examples and pairs of blocks, taken apart, merge.
 * Classes without examples do not count towards K and take no room, so that partial sums over one
 * class each have together the size of the whole.
 *
 * <p>Source: Kao and Chen 2021, section 5.4 (Table 7).
 */
public final class ClassDistances implements Serializable {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final int width;
  private final long[] examples;
  private final double[] pairDistances;

  /** For each class the sum of its examples' features; null without examples. */
  private final double[][] featureSums;

  /** Sums over no examples, for features of {@code width} dimensions. */
  public ClassDistances(int classes, int width) {
    this.classes = classes;
    this.width = width;
    this.examples = new long[classes];
    this.pairDistances = new double[classes];
    this.featureSums = new double[classes][];
  }

  /**
   * The distances of a whole set of examples.
   *
   * @param features [labels.length, width], row-major
   */
  public static ClassDistances of(double[] features, int width, int[] labels, int classes) {
    ClassDistances distances = new ClassDistances(classes, width);
    for (int label = 0; label < classes; label++) {
      FeatureBlock block = FeatureBlock.of(rowsOf(label, features, width, labels), width);
      distances.addExamples(label, block);
      distances.addPairsWithin(label, block);
    }
    return distances;
  }

  /** Counts the examples of {@code block}, all of class {@code label}: once for each block. */
  public void addExamples(int label, FeatureBlock block) {
    requireWidth(block);
    examples[label] += block.examples();
    double[] sums = featureSums(label);
    for (int k = 0; k < width; k++) {
      sums[k] += block.sum(k);
    }
  }

  private double[] featureSums(int label) {
    if (featureSums[label] == null) {
      featureSums[label] = new double[width];
    }
    return featureSums[label];
  }

  /**
   * Adds the pairs of examples of {@code block}, all of class {@code label}: once for each block.
   */
  public void addPairsWithin(int label, FeatureBlock block) {
    requireWidth(block);
    pairDistances[label] += block.distancesWithin();
  }

  /**
   * Adds the pairs of one example of {@code a} and one of {@code b}, different blocks of class
   * {@code label}: once for each unordered pair of blocks.
   */
  public void addPairsBetween(int label, FeatureBlock a, FeatureBlock b) {
    requireWidth(a);
    requireWidth(b);
    pairDistances[label] += a.distancesTo(b);
  }

  /** Adds the sums of {@code other}. */
  public void merge(ClassDistances other) {
    if (other.classes != classes || other.width != width) {
      throw new IllegalArgumentException(
          "sums over %d classes of %d features and %d classes of %d features do not add up"
              .formatted(classes, width, other.classes, other.width));
    }
    for (int k = 0; k < classes; k++) {
      examples[k] += other.examples[k];
      pairDistances[k] += other.pairDistances[k];
      if (other.featureSums[k] != null) {
        double[] sums = featureSums(k);
        for (int i = 0; i < width; i++) {
          sums[i] += other.featureSums[k][i];
        }
      }
    }
  }

  /** Number of examples of all classes. */
  public long examples() {
    return Arrays.stream(examples).sum();
  }

  /** Number of classes that have examples. */
  public int classes() {
    return (int) Arrays.stream(examples).filter(n -> n > 0).count();
  }

  /** Mean distance of two examples of class {@code label}; empty below two examples. */
  public OptionalDouble intra(int label) {
    long n = examples[label];
    return n < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(2 * pairDistances[label] / ((double) n * (n - 1)));
  }

  /**
   * Mean of the classes' {@link #intra(int)}, each class weighing the same; empty without examples
   * or if a class has just one.
   */
  public OptionalDouble intra() {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      OptionalDouble own = intra(label);
      if (examples[label] == 1) {
        return OptionalDouble.empty();
      }
      sum += own.orElse(0);
    }
    return classes() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / classes());
  }

  /** Mean distance of the centroids of two classes; empty below two classes. */
  public OptionalDouble inter() {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      for (int m = k + 1; m < classes; m++) {
        if (examples[k] > 0 && examples[m] > 0) {
          sum += centroidDistance(k, m);
        }
      }
    }
    double present = classes();
    return present < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(2 * sum / (present * (present - 1)));
  }

  /** {@link #inter} over {@link #intra()}; empty if one of them is, or if intra is zero. */
  public OptionalDouble ratio() {
    OptionalDouble inter = inter();
    OptionalDouble intra = intra();
    return inter.isEmpty() || intra.isEmpty() || intra.getAsDouble() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(inter.getAsDouble() / intra.getAsDouble());
  }

  /** The mean feature vector of class {@code label}; NaN throughout without examples. */
  public double[] centroid(int label) {
    double[] centroid = new double[width];
    Arrays.fill(centroid, Double.NaN);
    if (featureSums[label] != null) {
      Arrays.setAll(centroid, k -> featureSums[label][k] / examples[label]);
    }
    return centroid;
  }

  private double centroidDistance(int k, int m) {
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double difference = featureSums[k][i] / examples[k] - featureSums[m][i] / examples[m];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  private void requireWidth(FeatureBlock block) {
    if (block.width() != width) {
      throw new IllegalArgumentException(
          "a block of " + block.width() + " features, expected " + width);
    }
  }

  private static double[] rowsOf(int label, double[] features, int width, int[] labels) {
    if (features.length != (long) labels.length * width) {
      throw new IllegalArgumentException(
          features.length
              + " features for "
              + labels.length
              + " labels, expected "
              + width
              + " each");
    }
    double[] rows = new double[(int) Arrays.stream(labels).filter(k -> k == label).count() * width];
    int next = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        System.arraycopy(features, i * width, rows, next, width);
        next += width;
      }
    }
    return rows;
  }
}
