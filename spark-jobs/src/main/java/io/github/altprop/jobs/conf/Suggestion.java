package io.github.altprop.jobs.conf;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a user probably meant. */
final class Suggestion {
  private Suggestion() {}

  /** "; did you mean NAME?" if one of the names is close to what was written, else all of them. */
  static String among(Collection<String> names, String written) {
    if (names.isEmpty()) {
      return "; nothing goes here";
    }
    String near = near(names, written);
    return near.isEmpty() ? "; there are " + String.join(", ", names) : near;
  }

  /** "; did you mean NAME?" if one of the names is close to what was written, else nothing. */
  static String near(Collection<String> names, String written) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(name, written)))
        .filter(name -> distance(name, written) <= (name.length() + 2) / 3)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /**
   * Optimal string alignment distance, ignoring case: insertions, deletions, substitutions and
   * swaps of neighbours that turn one word into the other.
   */
  static int distance(String a, String b) {
    String s = a.toLowerCase(Locale.ROOT);
    String t = b.toLowerCase(Locale.ROOT);
    int[][] d = new int[s.length() + 1][t.length() + 1];
    for (int i = 0; i <= s.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= t.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      for (int j = 1; j <= t.length(); j++) {
        int substitution = d[i - 1][j - 1] + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && s.charAt(i - 1) == t.charAt(j - 2)
            && s.charAt(i - 2) == t.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[s.length()][t.length()];
  }
}
