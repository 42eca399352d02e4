package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A contiguous run of a one-dimensional ND4J array. */
final class NdTensor extends EngineTensor {
  private final INDArray root;
  private final int offset;

  /**
   * @param root at least one element long, as ND4J has no arrays of none
   * @param offset first element in {@code root}
   */
  NdTensor(INDArray root, ElementType type, int offset, int... shape) {
    super(type, shape);
    this.root = root;
    this.offset = offset;
  }

  static DataType dataType(ElementType type) {
    return type == ElementType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  static NdTensor own(String operation, Tensor tensor) {
    return Operands.own(NdTensor.class, operation, tensor);
  }

  static NdTensor number(String operation, Tensor tensor) {
    return Operands.number(NdTensor.class, operation, tensor);
  }

  @Override
  protected EngineTensor view(int from, int... newShape) {
    return new NdTensor(root, type(), offset + from, newShape);
  }

  @Override
  protected boolean released() {
    return root.wasClosed();
  }

  INDArray root() {
    return root;
  }

  DataType dataType() {
    return dataType(type());
  }

  /** A view of all elements in one dimension; of one unused element if there are none. */
  INDArray flat() {
    int from = Math.toIntExact(Math.min(offset, root.length() - 1));
    int to = Math.max(offset + length(), from + 1);
    return root.get(NDArrayIndex.interval(from, to));
  }

  /** A view as [rows, columns]. */
  INDArray rows(int columns) {
    return flat().reshape('c', length() / columns, columns);
  }

  /** A view in this tensor's shape. */
  INDArray array() {
    int[] shape = shape();
    long[] lengths = new long[shape.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = shape[i];
    }
    return flat().reshape('c', lengths);
  }

  /** A copy as a column of doubles. */
  INDArray doubles() {
    return flat().castTo(DataType.DOUBLE).dup();
  }

  @Override
  public void put(float[] values) {
    requireAlive();
    requireLength(values.length);
    if (values.length > 0) {
      flat().assign(Nd4j.createFromArray(values).castTo(dataType()));
    }
  }

  @Override
  public void put(double[] values) {
    requireAlive();
    requireLength(values.length);
    if (values.length > 0) {
      flat().assign(Nd4j.createFromArray(values).castTo(dataType()));
    }
  }

  @Override
  public float[] toFloats() {
    requireAlive();
    return length() == 0 ? new float[0] : flat().castTo(DataType.FLOAT).dup().toFloatVector();
  }

  @Override
  public double[] toDoubles() {
    requireAlive();
    return length() == 0 ? new double[0] : doubles().toDoubleVector();
  }

  @Override
  public double at(long index) {
    requireAlive();
    if (index < 0 || index >= length()) {
      throw new IndexOutOfBoundsException(this + " has no element " + index);
    }
    return root.getDouble(offset + index);
  }
}
