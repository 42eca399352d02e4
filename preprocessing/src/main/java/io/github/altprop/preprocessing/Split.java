package io.github.altprop.preprocessing;

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
    return Labels.of(this);
  }

  /** What tells the split apart in derived seeds. */
  public long stream() {
    return stream;
  }

  /** The split of that name; refuses any other. */
  public static Split of(String label) {
    return Labels.find(Split.class, label, "no split is called");
  }
}
