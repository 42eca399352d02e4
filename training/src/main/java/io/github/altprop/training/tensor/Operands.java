package io.github.altprop.training.tensor;

import java.util.Arrays;
import java.util.function.Supplier;

/** Checks of a primitive's arguments; each failure names the operation and what met what. */
public final class Operands {
  private Operands() {}

  /** {@code tensor} as one of the engine whose tensors are of the given kind. */
  public static <T extends EngineTensor> T own(Class<T> kind, String operation, Tensor tensor) {
    if (kind.isInstance(tensor)) {
      T own = kind.cast(tensor);
      own.requireAlive();
      return own;
    }
    throw new IllegalArgumentException(
        operation
            + ": "
            + (tensor == null ? "a tensor is missing" : "a tensor belongs to another engine"));
  }

  /** {@code tensor} as one of the same engine as {@code like}, and of its shape and type. */
  public static <T extends EngineTensor> T like(String operation, T like, Tensor tensor) {
    T own = own(kind(like), operation, tensor);
    require(own.type() == like.type() && own.sameShape(like), operation, like, own);
    return own;
  }

  /** {@code tensor} as one of the same engine and type as {@code like}, in the given shape. */
  public static <T extends EngineTensor> T shaped(
      String operation, T like, Tensor tensor, int... shape) {
    T own = own(kind(like), operation, tensor);
    if (own.type() != like.type() || !Arrays.equals(own.shape(), shape)) {
      throw new IllegalArgumentException(
          operation
              + ": expected "
              + Arrays.toString(shape)
              + " "
              + like.type()
              + " beside "
              + like
              + ", not "
              + own);
    }
    return own;
  }

  /** {@code tensor} as a single number in float64 of the engine whose tensors are of a kind. */
  public static <T extends EngineTensor> T number(Class<T> kind, String operation, Tensor tensor) {
    T own = own(kind, operation, tensor);
    require(
        own.type() == ElementType.FLOAT64 && own.length() == 1,
        operation,
        () -> own + " is not one number in float64");
    return own;
  }

  /** {@code tensor} as numbers in float64, one for each of the equal blocks of {@code x}. */
  public static <T extends EngineTensor> T perRow(String operation, T x, Tensor tensor) {
    T own = own(kind(x), operation, tensor);
    require(
        own.type() == ElementType.FLOAT64
            && own.rank() == 1
            && own.length() > 0
            && x.length() % own.length() == 0,
        operation,
        () -> own + " is not a number in float64 for each row of " + x);
    return own;
  }

  /** {@code tensor} as one number of the type of {@code x} for each of its columns. */
  public static <T extends EngineTensor> T perColumn(String operation, T x, Tensor tensor) {
    T own = own(kind(x), operation, tensor);
    require(
        x.type() == own.type()
            && own.rank() == 1
            && own.length() > 0
            && x.length() % own.length() == 0,
        operation,
        x,
        own);
    return own;
  }

  /**
   * {@code tensor} as one of as many rows as {@code x}. Both must have {@code count} columns,
   * {@code x} from {@code from} on and {@code tensor} from {@code outFrom} on.
   */
  public static <T extends EngineTensor> T columnRun(
      String operation, T x, int from, Tensor tensor, int outFrom, int count) {
    T own = own(kind(x), operation, tensor);
    int width = columns(x);
    int outWidth = columns(own);
    require(
        x.type() == own.type() && (long) x.length() * outWidth == (long) own.length() * width,
        operation,
        x,
        own);
    require(
        count >= 0
            && from >= 0
            && from + count <= width
            && outFrom >= 0
            && outFrom + count <= outWidth,
        operation,
        () ->
            "no " + count + " columns from " + from + " of " + x + " to " + outFrom + " of " + own);
    return own;
  }

  /**
   * {@code labels} as a class of each row of {@code logits}; the classes themselves are not looked
   * at.
   */
  public static <T extends EngineTensor> T labels(String operation, T logits, Tensor labels) {
    T own = own(kind(logits), operation, labels);
    require(
        logits.rank() == 2
            && own.rank() == 1
            && own.type() == logits.type()
            && own.length() == logits.dimension(0),
        operation,
        () -> logits + " is not a row of logits for each of the labels " + own);
    return own;
  }

  /** A label of {@code classes} classes as an index. */
  public static int label(String operation, double label, int classes) {
    int index = (int) label;
    require(
        index == label && index >= 0 && index < classes,
        operation,
        () -> "label " + label + " is not one of " + classes + " classes");
    return index;
  }

  @SuppressWarnings("unchecked")
  private static <T extends EngineTensor> Class<T> kind(T tensor) {
    return (Class<T>) tensor.getClass();
  }

  /** Length of the last dimension: the columns of a tensor read as rows. */
  public static int columns(EngineTensor x) {
    return x.rank() == 0 ? 1 : x.dimension(x.rank() - 1);
  }

  /** Refuses two tensors that do not fit each other. */
  public static void require(boolean fits, String operation, EngineTensor a, EngineTensor b) {
    if (!fits) {
      throw new IllegalArgumentException(operation + ": " + a + " does not fit " + b);
    }
  }

  /** Refuses what does not hold, saying what was {@code expected}. */
  public static void require(boolean holds, String operation, String expected) {
    require(holds, operation, () -> expected);
  }

  /**
   * As above; {@code expected} is put together only for a refusal, for steps are full of checks.
   */
  public static void require(boolean holds, String operation, Supplier<String> expected) {
    if (!holds) {
      throw new IllegalArgumentException(operation + ": " + expected.get());
    }
  }
}
