package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.own;
import static io.github.altprop.training.tensor.cpu.Operand.factors;
import static io.github.altprop.training.tensor.cpu.Operand.read;
import static io.github.altprop.training.tensor.cpu.Operand.row;
import static io.github.altprop.training.tensor.cpu.Operand.update;
import static io.github.altprop.training.tensor.cpu.Operand.write;
import static io.github.altprop.training.tensor.cpu.Operand.writeAndSum;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Elementwise;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;

/** {@link Elementwise} by fused loops. */
final class CpuElementwise implements Elementwise {
  private static final int COPY_GRAIN = 16384;

  private final Loops loops;
  private final Workers workers;

  CpuElementwise(Loops loops, Workers workers) {
    this.loops = loops;
    this.workers = workers;
  }

  @Override
  public void fill(double value, Tensor x) {
    OffHeapTensor xs = own("fill", x);
    loops.run(
        xs.type(),
        xs.length(),
        new Kernel(
            (b, n) -> FloatKernels.fill((float) value, b[0], n),
            (b, n) -> DoubleKernels.fill(value, b[0], n)),
        write(xs));
  }

  @Override
  public void copy(Tensor x, Tensor out) {
    OffHeapTensor from = own("copy", x);
    OffHeapTensor to = own("copy", out);
    Operands.require(from.sameShape(to), "copy", from, to);
    workers.split(from.length(), 1, COPY_GRAIN, (part, begin, end) -> copy(from, to, begin, end));
  }

  private static void copy(OffHeapTensor from, OffHeapTensor to, int begin, int end) {
    boolean single = from.type() == ElementType.FLOAT32;
    if (from.type() == to.type()) {
      if (single) {
        to.floats().put(begin, from.floats(), begin, end - begin);
      } else {
        to.doubles().put(begin, from.doubles(), begin, end - begin);
      }
    } else {
      for (int i = begin; i < end; i++) {
        if (single) {
          to.doubles().put(i, from.floats().get(i));
        } else {
          to.floats().put(i, (float) from.doubles().get(i));
        }
      }
    }
  }

  @Override
  public void axpy(double alpha, Tensor x, Tensor y) {
    OffHeapTensor xs = own("axpy", x);
    OffHeapTensor ys = like("axpy", xs, y);
    loops.run(
        xs.type(),
        xs.length(),
        new Kernel(
            (b, n) -> FloatKernels.axpy((float) alpha, b[0], b[1], n),
            (b, n) -> DoubleKernels.axpy(alpha, b[0], b[1], n)),
        read(xs),
        update(ys));
  }

  @Override
  public void scale(double alpha, Tensor x, Tensor out) {
    unary(
        "scale",
        x,
        out,
        new Kernel(
            (b, n) -> FloatKernels.scale((float) alpha, b[0], b[1], n),
            (b, n) -> DoubleKernels.scale(alpha, b[0], b[1], n)));
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    binary(
        "add",
        a,
        b,
        out,
        new Kernel(
            (x, n) -> FloatKernels.add(x[0], x[1], x[2], n),
            (x, n) -> DoubleKernels.add(x[0], x[1], x[2], n)));
  }

  @Override
  public void subtract(Tensor a, Tensor b, Tensor out) {
    binary(
        "subtract",
        a,
        b,
        out,
        new Kernel(
            (x, n) -> FloatKernels.subtract(x[0], x[1], x[2], n),
            (x, n) -> DoubleKernels.subtract(x[0], x[1], x[2], n)));
  }

  @Override
  public void multiply(Tensor a, Tensor b, Tensor out) {
    binary(
        "multiply",
        a,
        b,
        out,
        new Kernel(
            (x, n) -> FloatKernels.multiply(x[0], x[1], x[2], n),
            (x, n) -> DoubleKernels.multiply(x[0], x[1], x[2], n)));
  }

  @Override
  public void divide(Tensor a, Tensor b, Tensor out) {
    binary(
        "divide",
        a,
        b,
        out,
        new Kernel(
            (x, n) -> FloatKernels.divide(x[0], x[1], x[2], n),
            (x, n) -> DoubleKernels.divide(x[0], x[1], x[2], n)));
  }

  @Override
  public void scaleRows(Tensor x, Tensor factors, Tensor out) {
    OffHeapTensor xs = own("scaleRows", x);
    OffHeapTensor outs = like("scaleRows", xs, out);
    double[] values = perRow("scaleRows", xs, factors).toDoubles();
    if (xs.length() == 0) {
      return;
    }
    loops.runRows(
        xs.type(),
        xs.length(),
        xs.length() / values.length,
        new Kernel(
            (b, n) -> FloatKernels.multiply(b[0], b[1], b[2], n),
            (b, n) -> DoubleKernels.multiply(b[0], b[1], b[2], n)),
        read(xs),
        factors(values),
        write(outs));
  }

  @Override
  public void copyColumns(Tensor x, int from, Tensor out, int outFrom, int count) {
    OffHeapTensor xs = own("copyColumns", x);
    OffHeapTensor outs = Operands.columnRun("copyColumns", xs, from, out, outFrom, count);
    int width = columns(xs);
    int outWidth = columns(outs);
    if (xs.length() == 0) {
      return;
    }
    boolean single = xs.type() == ElementType.FLOAT32;
    workers.split(
        xs.length() / width,
        1,
        COPY_GRAIN / Math.max(1, count) + 1,
        (part, begin, end) -> {
          for (int row = begin; row < end; row++) {
            int source = row * width + from;
            int target = row * outWidth + outFrom;
            if (single) {
              outs.floats().put(target, xs.floats(), source, count);
            } else {
              outs.doubles().put(target, xs.doubles(), source, count);
            }
          }
        });
  }

  @Override
  public void activate(Activation f, Tensor x, Tensor bias, Tensor out) {
    OffHeapTensor xs = own("activate", x);
    OffHeapTensor outs = like("activate", xs, out);
    if (bias == null) {
      loops.run(
          xs.type(),
          xs.length(),
          new Kernel(
              (b, n) -> {
                System.arraycopy(b[0], 0, b[1], 0, n);
                Activations.apply(f, b[1], n);
              },
              (b, n) -> {
                System.arraycopy(b[0], 0, b[1], 0, n);
                Activations.apply(f, b[1], n);
              }),
          read(xs),
          write(outs));
      return;
    }
    OffHeapTensor biases = shaped("activate", xs, bias, columns(xs));
    loops.runRows(
        xs.type(),
        xs.length(),
        columns(xs),
        new Kernel(
            (b, n) -> {
              FloatKernels.add(b[0], b[1], b[2], n);
              Activations.apply(f, b[2], n);
            },
            (b, n) -> {
              DoubleKernels.add(b[0], b[1], b[2], n);
              Activations.apply(f, b[2], n);
            }),
        read(xs),
        row(biases.toDoubles()),
        write(outs));
  }

  @Override
  public void activateBackward(Activation f, Tensor a, Tensor error, Tensor out) {
    binary("activateBackward", a, error, out, backward(f));
  }

  @Override
  public void activateBackward(Activation f, Tensor a, Tensor error, Tensor out, Tensor sums) {
    OffHeapTensor as = own("activateBackward", a);
    OffHeapTensor errors = like("activateBackward", as, error);
    OffHeapTensor outs = like("activateBackward", as, out);
    OffHeapTensor columnSums = shaped("activateBackward", as, sums, columns(as));
    double[][] summed =
        loops.runRows(
            as.type(),
            as.length(),
            columns(as),
            backward(f),
            read(as),
            read(errors),
            writeAndSum(outs));
    columnSums.put(summed[2]);
  }

  private static Kernel backward(Activation f) {
    if (f.kind() == Activation.Kind.IDENTITY) {
      return new Kernel(
          (x, n) -> System.arraycopy(x[1], 0, x[2], 0, n),
          (x, n) -> System.arraycopy(x[1], 0, x[2], 0, n));
    }
    return new Kernel(
        (x, n) -> {
          Activations.derivative(f, x[0], x[2], n);
          FloatKernels.multiply(x[2], x[1], x[2], n);
        },
        (x, n) -> {
          Activations.derivative(f, x[0], x[2], n);
          DoubleKernels.multiply(x[2], x[1], x[2], n);
        });
  }

  @Override
  public void activateDerivative(Activation f, Tensor a, Tensor out) {
    unary(
        "activateDerivative",
        a,
        out,
        new Kernel(
            (b, n) -> Activations.derivative(f, b[0], b[1], n),
            (b, n) -> Activations.derivative(f, b[0], b[1], n)));
  }

  @Override
  public void activateInverse(Activation f, Tensor a, Tensor out) {
    Operands.require(f.invertible(), "activateInverse", () -> f + " has no inverse");
    unary(
        "activateInverse",
        a,
        out,
        new Kernel(
            (b, n) -> {
              for (int i = 0; i < n; i++) {
                b[1][i] = (float) Activations.inverse(f, b[0][i]);
              }
            },
            (b, n) -> {
              for (int i = 0; i < n; i++) {
                b[1][i] = Activations.inverse(f, b[0][i]);
              }
            }));
  }

  @Override
  public void sign(double scale, Tensor x, Tensor out) {
    unary(
        "sign",
        x,
        out,
        new Kernel(
            (b, n) -> FloatKernels.sign((float) scale, b[0], b[1], n),
            (b, n) -> DoubleKernels.sign(scale, b[0], b[1], n)));
  }

  @Override
  public void signTimes(Tensor magnitude, Tensor x, Tensor out) {
    binary(
        "signTimes",
        magnitude,
        x,
        out,
        new Kernel(
            (b, n) -> FloatKernels.signTimes(b[0], b[1], b[2], n),
            (b, n) -> DoubleKernels.signTimes(b[0], b[1], b[2], n)));
  }

  private void unary(String operation, Tensor x, Tensor out, Kernel kernel) {
    OffHeapTensor xs = own(operation, x);
    OffHeapTensor outs = like(operation, xs, out);
    loops.run(xs.type(), xs.length(), kernel, read(xs), write(outs));
  }

  private void binary(String operation, Tensor a, Tensor b, Tensor out, Kernel kernel) {
    OffHeapTensor as = own(operation, a);
    OffHeapTensor bs = like(operation, as, b);
    OffHeapTensor outs = like(operation, as, out);
    loops.run(as.type(), as.length(), kernel, read(as), read(bs), write(outs));
  }
}
