package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Rejection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many examples were rejected and why, with some of them to look at. Merges in any order. */
final class Rejections implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 3;

  private final TreeMap<String, Long> byReason = new TreeMap<>();
  private final ArrayList<String> some = new ArrayList<>();

  /** Images read and rejected by the first task that gave up. */
  private int readByFirst;

  private long rejectedByFirst;

  void add(Rejection rejection) {
    byReason.merge(rejection.reason(), 1L, Long::sum);
    show(List.of(rejection.path() + " (" + rejection.cause() + ")"));
  }

  void add(Rejections other) {
    other.byReason.forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
    show(other.some);
    if (readByFirst == 0) {
      readByFirst = other.readByFirst;
      rejectedByFirst = other.rejectedByFirst;
    }
  }

  private void show(List<String> others) {
    some.addAll(others);
    List<String> first = some.stream().sorted().limit(SHOWN).toList();
    some.clear();
    some.addAll(first);
  }

  /** Notes that the task that found all these gave up. */
  void gaveUpAfter(int read) {
    readByFirst = read;
    rejectedByFirst = count();
  }

  /** Whether a task gave up. */
  boolean areHopeless() {
    return readByFirst > 0;
  }

  /** Why the first task that gave up did. */
  String hopelessness() {
    return "among them " + rejectedByFirst + " of the first " + readByFirst + " that one task read";
  }

  long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** For example: 2 truncated, 1 empty; such as a.jpg (why), b.jpg (why). */
  @Override
  public String toString() {
    return byReason.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "))
        + "; such as "
        + String.join(", ", some);
  }
}
