package io.github.altprop.preprocessing.format.cifar;

import java.util.List;
import java.util.stream.IntStream;

/** Names for classes that come without. */
final class ClassNames {
  private ClassNames() {}

  static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(label -> "class-" + label).toList();
  }
}
