package io.github.altprop.preprocessing.selection;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Seeds;
import io.github.altprop.preprocessing.Split;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws a {@link Selection}. Each choice takes the examples (or classes) whose derived seeds are
 * smallest, so that it depends on nothing but (seed, index).
 */
public final class Selector {
  private static final long CLASSES = 1;
  private static final long SUBSET = 2;
  private static final long NOISE = 3;
  private static final long NOISE_LABEL = 4;

  private final SelectionOptions options;
  private final int classCount;

  /**
   * @param options what to select
   * @param classCount number of classes of the source
   */
  public Selector(SelectionOptions options, int classCount) {
    this.options = options;
    this.classCount = classCount;
  }

  /**
   * Selects from a source.
   *
   * @param sourceLabels the labels of each split by index; not changed
   * @throws BadInputException if there is less than was asked for
   */
  public Selection select(Map<Split, int[]> sourceLabels) {
    int[] classes = classes(sourceLabels.get(Split.TRAIN));
    Map<Split, int[]> labels = new EnumMap<>(Split.class);
    sourceLabels.forEach((split, old) -> labels.put(split, relabel(old, classes)));
    int[] train = labels.get(Split.TRAIN);
    thin(train);
    int noisy = addNoise(train, classes.length);
    return new Selection(Arrays.stream(classes).boxed().toList(), labels, noisy);
  }

  /** The kept classes in ascending order; only classes that occur can be drawn. */
  private int[] classes(int[] trainLabels) {
    if (options.classes().isEmpty()) {
      return IntStream.range(0, classCount).toArray();
    }
    int wanted = options.classes().getAsInt();
    int[] present = Arrays.stream(trainLabels).distinct().toArray();
    if (wanted > present.length) {
      throw new BadInputException(
          "classes: " + wanted + "; the source has training examples of only " + present.length);
    }
    int[] chosen = smallest(present, wanted, CLASSES);
    Arrays.sort(chosen);
    return chosen;
  }

  private static int[] relabel(int[] old, int[] classes) {
    int[] labels = new int[old.length];
    for (int i = 0; i < old.length; i++) {
      int label = Arrays.binarySearch(classes, old[i]);
      labels[i] = label < 0 ? Selection.DROPPED : label;
    }
    return labels;
  }

  /** Keeps {@code subset} examples. */
  private void thin(int[] labels) {
    if (options.subset().isEmpty()) {
      return;
    }
    int wanted = options.subset().getAsInt();
    int[] candidates = kept(labels);
    if (wanted > candidates.length) {
      throw new BadInputException(
          "subset: "
              + wanted
              + "; the source has only "
              + candidates.length
              + " training examples of these classes");
    }
    int[] chosen = smallest(candidates, wanted, SUBSET);
    int[] thinned = new int[labels.length];
    Arrays.fill(thinned, Selection.DROPPED);
    for (int index : chosen) {
      thinned[index] = labels[index];
    }
    System.arraycopy(thinned, 0, labels, 0, labels.length);
  }

  /**
   * Replaces exactly round(P n) labels by uniformly drawn other ones. Source: experiments, section
   * 2.4.
   */
  private int addNoise(int[] labels, int classes) {
    int[] candidates = kept(labels);
    int noisy = (int) Math.round(options.labelNoise() * candidates.length);
    if (noisy > 0 && classes < 2) {
      throw new BadInputException("label-noise: needs at least 2 classes; there is " + classes);
    }
    for (int index : smallest(candidates, noisy, NOISE)) {
      SplittableRandom random = Seeds.random(options.seed(), NOISE_LABEL, index);
      int other = random.nextInt(classes - 1);
      labels[index] = other < labels[index] ? other : other + 1;
    }
    return noisy;
  }

  private static int[] kept(int[] labels) {
    return IntStream.range(0, labels.length)
        .filter(index -> labels[index] != Selection.DROPPED)
        .toArray();
  }

  /** Those candidates whose derived seeds are smallest. */
  private int[] smallest(int[] candidates, int count, long purpose) {
    if (count == 0) {
      return new int[0];
    }
    long[] keys =
        Arrays.stream(candidates)
            .mapToLong(candidate -> Seeds.derive(options.seed(), purpose, candidate))
            .toArray();
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long threshold = sorted[count - 1];
    return IntStream.range(0, candidates.length)
        .filter(i -> keys[i] <= threshold)
        .map(i -> candidates[i])
        .toArray();
  }
}
