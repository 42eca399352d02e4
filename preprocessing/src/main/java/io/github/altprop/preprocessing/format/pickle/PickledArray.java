package io.github.altprop.preprocessing.format.pickle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * A pickled NumPy array of unsigned bytes with two dimensions.
 *
 * @param rows its length
 * @param columns elements of a row
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record PickledArray(int rows, int columns, byte[] values) {
  /** What Python calls None. */
  static final Object NONE = new Object();

  /** An array before its state is known. */
  static final PickledArray EMPTY = new PickledArray(0, 0, new byte[0]);

  /** The type of an array's elements, as NumPy writes it. */
  record Type(String name) {}

  /**
   * An object with its state.
   *
   * @param bad makes the exception for a problem
   */
  static Object built(Object object, List<?> state, Function<String, RuntimeException> bad) {
    if (object instanceof Type) {
      return object; // byte order and such, which single bytes have not
    }
    if (object == EMPTY && state.size() == 5) {
      return of(
          (String) state.get(4),
          (Type) state.get(2),
          (List<?>) state.get(1),
          state.get(3).equals(true),
          bad);
    }
    throw bad.apply("an object that no file of CIFAR holds");
  }

  /**
   * @param data a character for each byte
   * @param shape two whole numbers
   * @param byColumns whether the first dimension changes fastest
   */
  static PickledArray of(
      String data,
      Type type,
      List<?> shape,
      boolean byColumns,
      Function<String, RuntimeException> bad) {
    boolean bytes = type.name().equals("u1") || type.name().equals("|u1");
    if (shape.size() != 2 || !shape.stream().allMatch(Long.class::isInstance)) {
      throw bad.apply("an array of other than two dimensions");
    }
    if (!bytes) {
      throw bad.apply("an array of " + type.name() + ", " + shape + "; expected rows of bytes");
    }
    long rows = (Long) shape.get(0);
    long columns = (Long) shape.get(1);
    if (rows < 0
        || columns < 0
        || rows > data.length()
        || columns > data.length()
        || rows * columns != data.length()) {
      throw bad.apply("an array of " + shape + " in " + data.length() + " bytes");
    }
    byte[] values = data.getBytes(StandardCharsets.ISO_8859_1);
    return new PickledArray(
        (int) rows, (int) columns, byColumns ? turned(values, (int) rows, (int) columns) : values);
  }

  private static byte[] turned(byte[] byColumns, int rows, int columns) {
    byte[] byRows = new byte[byColumns.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        byRows[row * columns + column] = byColumns[column * rows + row];
      }
    }
    return byRows;
  }
}
