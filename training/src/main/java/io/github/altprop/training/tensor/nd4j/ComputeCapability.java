package io.github.altprop.training.tensor.nd4j;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which code a GPU can run: NVIDIA's compute capability, such as 8.6. */
record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  /**
   * ND4J's CUDA library holds machine code for 3.7, 5.0, 6.0, 7.0, 7.5, 8.0 and 8.6, which later
   * minors of a major run too, and nothing that could be translated for a later major.
   */
  static final ComputeCapability OLDEST = new ComputeCapability(3, 7);

  static final ComputeCapability NEWEST = new ComputeCapability(8, 9);

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
  private static final Comparator<ComputeCapability> ORDER =
      Comparator.comparingInt(ComputeCapability::major).thenComparingInt(ComputeCapability::minor);

  /** Reads {@code 8.6}; empty if the text is of another form. */
  static Optional<ComputeCapability> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ComputeCapability(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
        : Optional.empty();
  }

  /** Whether the CUDA library holds code for it. */
  boolean supported() {
    return compareTo(OLDEST) >= 0 && compareTo(NEWEST) <= 0;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
