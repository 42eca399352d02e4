package io.github.altprop.preprocessing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts of a data set. */
public enum Split {
  /** What networks learn from. */
  TRAIN(0),
  /** What they are judged by. */
  TEST(1);

  private final long stream;

  Split(long stream) {
    this.stream = stream;
  }

  /** The name in files and options: {@code train} or {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What tells the split apart in derived seeds. */
  public long stream() {
    return stream;
  }

  /** The split of that name; refuses any other. */
  public static Split of(String label) {
    for (Split split : values()) {
      if (split.label().equals(label)) {
        return split;
      }
    }
    throw new BadInputException(
        "no split is called '"
            + label
            + "'; expected one of "
            + Arrays.stream(values()).map(Split::label).collect(Collectors.joining(", ")));
  }
}
