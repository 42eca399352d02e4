package io.github.altprop.training.tensor;

import java.util.Locale;

/** How an engine computes: the format of its numbers, and how exact its products are. */
public enum Precision {
  /** IEEE single precision throughout. */
  FLOAT32(ElementType.FLOAT32),
  /** IEEE double precision throughout. */
  FLOAT64(ElementType.FLOAT64),
  /**
   * Numbers as in {@link #FLOAT32}; matrix products and convolutions round their factors to the 10
   * bits of TensorFloat-32 and add up in single precision.
   */
  TF32(ElementType.FLOAT32);

  private final ElementType type;

  Precision(ElementType type) {
    this.type = type;
  }

  /** The format of numbers in memory and in files. */
  public ElementType type() {
    return type;
  }

  /** As users write it: {@code tf32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The precision of a word that {@link #toString} gives.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Precision of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
