package io.github.altprop.preprocessing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What users call the constants of an enum, in kebab-case: {@code MEAN_IMAGE} is mean-image. */
public final class Labels {
  private Labels() {}

  /** The label of a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The labels of all constants, in their order. */
  public static List<String> all(Class<? extends Enum<?>> kind) {
    return Arrays.stream(kind.getEnumConstants()).map(Labels::of).toList();
  }

  /**
   * The constant of a label.
   *
   * @param complaint how the message about an unknown label begins: "no split is called"
   * @throws BadInputException if there is none
   */
  public static <E extends Enum<E>> E find(Class<E> kind, String label, String complaint) {
    return Arrays.stream(kind.getEnumConstants())
        .filter(constant -> of(constant).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    complaint + " '" + label + "'; expected one of " + all(kind)));
  }
}
