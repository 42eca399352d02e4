package io.github.altprop.preprocessing.format.pickle;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Something of Python's or NumPy's that a pickle names.
 *
 * @param name module and name
 */
record PickledGlobal(String name) {
  private static final String ENCODE = "_codecs.encode";
  private static final String DTYPE = "numpy.dtype";
  private static final Set<String> ARRAYS =
      Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");
  private static final Set<String> BUFFERS =
      Set.of("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer");

  static PickledGlobal named(String name) {
    return new PickledGlobal(name);
  }

  /**
   * What it makes of its arguments.
   *
   * @param bad makes the exception for a problem
   */
  Object made(List<Object> arguments, Function<String, RuntimeException> bad) {
    if (name.equals(ENCODE) && arguments.size() == 2 && arguments.get(1).equals("latin1")) {
      return (String) arguments.get(0);
    } else if (name.equals(DTYPE)) {
      return new PickledArray.Type((String) arguments.get(0));
    } else if (ARRAYS.contains(name)) {
      return PickledArray.EMPTY;
    } else if (BUFFERS.contains(name) && arguments.size() == 4) {
      return PickledArray.of(
          (String) arguments.get(0),
          (PickledArray.Type) arguments.get(1),
          (List<?>) arguments.get(2),
          arguments.get(3).equals("F"),
          bad);
    }
    throw bad.apply("names " + name + ", which no file of CIFAR does; nothing was executed");
  }
}
