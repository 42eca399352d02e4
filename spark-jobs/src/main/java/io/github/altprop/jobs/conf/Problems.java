package io.github.altprop.jobs.conf;

import io.github.altprop.jobs.UserError;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one configuration, collected so that it is reported at once. */
final class Problems {
  private final String source;
  private final List<String> found = new ArrayList<>();

  /**
   * @param source what is being read, for the message: a file name
   */
  Problems(String source) {
    this.source = source;
  }

  void add(String origin, String message) {
    found.add(origin.isEmpty() ? message : origin + ": " + message);
  }

  /** Throws one error with all problems, if there are any. */
  void raise() {
    if (found.size() == 1) {
      throw new UserError(source + ": " + found.get(0));
    }
    if (!found.isEmpty()) {
      throw new UserError(
          source + ": " + found.size() + " problems\n  " + String.join("\n  ", found));
    }
  }
}
