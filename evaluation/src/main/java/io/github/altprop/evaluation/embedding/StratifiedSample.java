package io.github.altprop.evaluation.embedding;

import io.github.altprop.training.initialization.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses examples at random so that every class has its share of them: as many as its part of the
 * whole says, rounded by largest remainders.
 */
public final class StratifiedSample {
  private StratifiedSample() {}

  /**
   * Chooses examples.
   *
   * @param labels class of each example
   * @param size how many to choose; all if there are no more
   * @return their places in {@code labels}, rising
   */
  public static int[] of(int[] labels, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("a sample of " + size + " examples");
    }
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      byClass.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
    }
    List<Share> shares = new ArrayList<>();
    byClass.forEach(
        (label, places) ->
            shares.add(Share.of(places, Math.min(size, labels.length), labels.length)));
    int missing = Math.min(size, labels.length) - shares.stream().mapToInt(Share::whole).sum();
    List<Share> byRemainder = new ArrayList<>(shares);
    byRemainder.sort(Comparator.comparingLong(Share::remainder).reversed());
    int[] chosen = new int[Math.min(size, labels.length)];
    int next = 0;
    for (int i = 0; i < byRemainder.size(); i++) {
      Share share = byRemainder.get(i);
      List<Integer> drawn = new ArrayList<>(share.places());
      drawn.sort(Comparator.comparingLong(place -> Seeds.derive(seed, place)));
      for (int place : drawn.subList(0, share.whole() + (i < missing ? 1 : 0))) {
        chosen[next++] = place;
      }
    }
    Arrays.sort(chosen);
    return chosen;
  }

  /**
   * What a class gets.
   *
   * @param places where its examples are
   * @param whole examples that are its due, rounded down
   * @param remainder what the rounding took, in parts of the number of all examples
   */
  private record Share(List<Integer> places, int whole, long remainder) {
    static Share of(List<Integer> places, int size, int all) {
      long due = (long) size * places.size();
      return new Share(places, Math.toIntExact(due / all), due % all);
    }
  }
}
