package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perColumn;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.number;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.own;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Reductions;
import io.github.altprop.training.tensor.Tensor;

/** {@link Reductions}: scalar sums in double with the terms themselves taken in double. */
final class CpuReductions implements Reductions {
  private static final int GRAIN = 8192;
  private static final int BLOCK = 2048;

  private final Loops loops;
  private final Workers workers;

  CpuReductions(Loops loops, Workers workers) {
    this.loops = loops;
    this.workers = workers;
  }

  /** Sums something over the elements from {@code from} to {@code to}. */
  @FunctionalInterface
  private interface Sum {
    double over(int from, int to);
  }

  @Override
  public double dot(Tensor x, Tensor y) {
    OffHeapTensor xs = own("dot", x);
    OffHeapTensor ys = like("dot", xs, y);
    return sum(xs.length(), (from, to) -> dot(xs, ys, from, to));
  }

  @Override
  public void norm(Tensor x, Tensor out) {
    number("norm", out).put(new double[] {norm(x)});
  }

  @Override
  public double sumOfMagnitudes(Tensor x) {
    OffHeapTensor xs = own("sumOfMagnitudes", x);
    boolean single = xs.type() == ElementType.FLOAT32;
    return sum(
        xs.length(),
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += Math.abs(single ? xs.floats().get(i) : xs.doubles().get(i));
          }
          return sum;
        });
  }

  @Override
  public long countNonZero(Tensor x) {
    OffHeapTensor xs = own("countNonZero", x);
    boolean single = xs.type() == ElementType.FLOAT32;
    return (long)
        sum(
            xs.length(),
            (from, to) -> {
              long count = 0;
              for (int i = from; i < to; i++) {
                count += (single ? xs.floats().get(i) : xs.doubles().get(i)) == 0 ? 0 : 1;
              }
              return count;
            });
  }

  @Override
  public void rowNorms(Tensor x, Tensor norms) {
    OffHeapTensor xs = own("rowNorms", x);
    OffHeapTensor outs = perRow("rowNorms", xs, norms);
    int rows = outs.length();
    int columns = xs.length() / rows;
    workers.split(
        rows,
        1,
        GRAIN / Math.max(1, columns) + 1,
        (part, from, to) -> {
          for (int row = from; row < to; row++) {
            double square = dot(xs, xs, row * columns, (row + 1) * columns);
            outs.doubles().put(row, Math.sqrt(square));
          }
        });
  }

  @Override
  public void columnSums(Tensor x, Tensor out) {
    OffHeapTensor xs = own("columnSums", x);
    OffHeapTensor outs = perColumn("columnSums", xs, out);
    Kernel nothing = new Kernel((b, n) -> {}, (b, n) -> {});
    outs.put(loops.runRows(xs.type(), xs.length(), outs.length(), nothing, Operand.sum(xs))[0]);
  }

  private double sum(int size, Sum sum) {
    double[] partial = new double[workers.threads()];
    int parts =
        workers.split(size, 1, GRAIN, (part, from, to) -> partial[part] = sum.over(from, to));
    double total = 0;
    for (int part = 0; part < parts; part++) {
      total += partial[part];
    }
    return total;
  }

  // Arrays, since element access to buffers costs more than the arithmetic.
  private static double dot(OffHeapTensor x, OffHeapTensor y, int from, int to) {
    int length = Math.min(BLOCK, to - from);
    double sum = 0;
    if (x.type() == ElementType.FLOAT32) {
      float[] a = new float[length];
      float[] b = x == y ? a : new float[length];
      for (int at = from; at < to; at += length) {
        int n = Math.min(length, to - at);
        x.floats().get(at, a, 0, n);
        if (a != b) {
          y.floats().get(at, b, 0, n);
        }
        sum += Dots.dot(a, b, n);
      }
    } else {
      double[] a = new double[length];
      double[] b = x == y ? a : new double[length];
      for (int at = from; at < to; at += length) {
        int n = Math.min(length, to - at);
        x.doubles().get(at, a, 0, n);
        if (a != b) {
          y.doubles().get(at, b, 0, n);
        }
        sum += Dots.dot(a, b, n);
      }
    }
    return sum;
  }
}
