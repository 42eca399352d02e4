package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Tells what differs between two experiments. */
final class Changes {
  private Changes() {}

  /** "path is A, was B" for every value that differs, except below the given top-level keys. */
  static List<String> between(
      Map<String, Object> before, Map<String, Object> after, Set<String> except) {
    List<String> changes = new ArrayList<>();
    collect("", before, after, except, changes);
    return changes;
  }

  private static void collect(
      String path, Object before, Object after, Set<String> except, List<String> changes) {
    if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      Set<Object> keys = new TreeSet<>(a.keySet());
      keys.addAll(b.keySet());
      for (Object key : keys) {
        if (!except.contains(key)) {
          String below = path.isEmpty() ? key.toString() : path + "." + key;
          collect(below, a.get(key), b.get(key), Set.of(), changes);
        }
      }
    } else if (!Objects.equals(before, after)) {
      changes.add(path + " is " + shown(after) + ", was " + shown(before));
    }
  }

  private static String shown(Object value) {
    return value == null ? "absent" : value.toString();
  }
}
