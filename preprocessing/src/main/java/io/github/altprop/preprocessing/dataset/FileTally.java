package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts files by what is to be said of them, with some to look at. Merges in any order. */
public final class FileTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 3;

  private final TreeMap<String, FileGroup> groups = new TreeMap<>();

  /** Counts a file. */
  public void add(String reason, String name) {
    add(new FileGroup(reason, 1, List.of(name)));
  }

  /** Counts what another has counted. */
  public void add(FileTally other) {
    other.groups.values().forEach(this::add);
  }

  private void add(FileGroup group) {
    groups.merge(
        group.reason(),
        group,
        (one, more) ->
            new FileGroup(
                one.reason(),
                one.files() + more.files(),
                Stream.concat(one.examples().stream(), more.examples().stream())
                    .sorted(Comparator.naturalOrder())
                    .limit(SHOWN)
                    .toList()));
  }

  /** Number of files counted. */
  public long count() {
    return groups.values().stream().mapToLong(FileGroup::files).sum();
  }

  /** The groups in the order of their reasons. */
  public List<FileGroup> groups() {
    return List.copyOf(groups.values());
  }
}
