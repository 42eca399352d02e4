package io.github.altprop.training.tensor.cpu;

/** How a fused loop uses one of its arrays. */
final class Operand {
  enum Kind {
    /** Loaded before the kernel. */
    READ,
    /** Loaded before the kernel, stored after it. */
    UPDATE,
    /** Stored after the kernel. */
    WRITE,
    /** Stored after the kernel and summed over rows. */
    WRITE_AND_SUM,
    /** Only summed over rows: a block that the kernel fills, or a tensor if there is one. */
    SUM,
    /** A row of numbers, one per column, that meets every row. */
    ROW,
    /** A number per row that meets every element of the row. */
    FACTORS
  }

  private final Kind kind;
  private final OffHeapTensor tensor;
  private final double[] values;

  private Operand(Kind kind, OffHeapTensor tensor, double[] values) {
    this.kind = kind;
    this.tensor = tensor;
    this.values = values;
  }

  static Operand read(OffHeapTensor tensor) {
    return new Operand(Kind.READ, tensor, null);
  }

  static Operand update(OffHeapTensor tensor) {
    return new Operand(Kind.UPDATE, tensor, null);
  }

  static Operand write(OffHeapTensor tensor) {
    return new Operand(Kind.WRITE, tensor, null);
  }

  static Operand writeAndSum(OffHeapTensor tensor) {
    return new Operand(Kind.WRITE_AND_SUM, tensor, null);
  }

  static Operand sum() {
    return new Operand(Kind.SUM, null, null);
  }

  static Operand sum(OffHeapTensor tensor) {
    return new Operand(Kind.SUM, tensor, null);
  }

  static Operand row(double[] values) {
    return new Operand(Kind.ROW, null, values);
  }

  static Operand factors(double[] values) {
    return new Operand(Kind.FACTORS, null, values);
  }

  Kind kind() {
    return kind;
  }

  /** The array, or null. */
  OffHeapTensor tensor() {
    return tensor;
  }

  /** The numbers of {@link Kind#ROW} and {@link Kind#FACTORS}, not copied. */
  double[] values() {
    return values;
  }

  boolean loaded() {
    return kind == Kind.READ || kind == Kind.UPDATE || (kind == Kind.SUM && tensor != null);
  }

  boolean stored() {
    return kind == Kind.UPDATE || kind == Kind.WRITE || kind == Kind.WRITE_AND_SUM;
  }

  boolean summed() {
    return kind == Kind.SUM || kind == Kind.WRITE_AND_SUM;
  }
}
