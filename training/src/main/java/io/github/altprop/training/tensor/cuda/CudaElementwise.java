package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.cuda.CudaTensor.own;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Elementwise;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;

/** {@link Elementwise}, a kernel each. */
final class CudaElementwise implements Elementwise {
  private final Accelerator gpu;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaElementwise(Accelerator gpu, Launcher launcher, Scratch scratch) {
    this.gpu = gpu;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  @Override
  public void fill(double value, Tensor x) {
    CudaTensor xs = own("fill", x);
    launcher.elements("fill", xs.length(), over(xs).reals(value).tensors(xs));
  }

  @Override
  public void copy(Tensor x, Tensor out) {
    CudaTensor xs = own("copy", x);
    CudaTensor outs = own("copy", out);
    Operands.require(xs.sameShape(outs), "copy", xs, outs);
    if (xs.type() != outs.type()) {
      String kernel = xs.type() == ElementType.FLOAT32 ? "fromFloats" : "fromDoubles";
      launcher.elements(kernel, xs.length(), over(outs).tensors(xs, outs));
    } else if (xs.length() > 0 && xs.address() != outs.address()) {
      gpu.copy(xs.address(), outs.address(), xs.size() * xs.type().bytes());
    }
  }

  @Override
  public void axpy(double alpha, Tensor x, Tensor y) {
    CudaTensor xs = own("axpy", x);
    CudaTensor ys = like("axpy", xs, y);
    launcher.elements("axpy", xs.length(), over(xs).reals(alpha).tensors(xs, ys));
  }

  @Override
  public void scale(double alpha, Tensor x, Tensor out) {
    CudaTensor xs = own("scale", x);
    CudaTensor outs = like("scale", xs, out);
    launcher.elements("scale", xs.length(), over(xs).reals(alpha).tensors(xs, outs));
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    binary("add", a, b, out);
  }

  @Override
  public void subtract(Tensor a, Tensor b, Tensor out) {
    binary("subtract", a, b, out);
  }

  @Override
  public void multiply(Tensor a, Tensor b, Tensor out) {
    binary("multiply", a, b, out);
  }

  @Override
  public void divide(Tensor a, Tensor b, Tensor out) {
    binary("divide", a, b, out);
  }

  @Override
  public void scaleRows(Tensor x, Tensor factors, Tensor out) {
    CudaTensor xs = own("scaleRows", x);
    CudaTensor outs = like("scaleRows", xs, out);
    CudaTensor perRow = perRow("scaleRows", xs, factors);
    launcher.elements(
        "scaleRows",
        xs.length(),
        over(xs).ints(xs.length() / perRow.length()).tensors(xs, perRow, outs));
  }

  @Override
  public void copyColumns(Tensor x, int from, Tensor out, int outFrom, int count) {
    CudaTensor xs = own("copyColumns", x);
    CudaTensor outs = Operands.columnRun("copyColumns", xs, from, out, outFrom, count);
    int width = columns(xs);
    int outWidth = columns(outs);
    if (xs.length() == 0) {
      return;
    }
    int copied = xs.length() / width * count;
    launcher.elements(
        "copyColumns",
        copied,
        new Arguments(xs.type())
            .ints(copied, count)
            .tensors(xs)
            .ints(width, from)
            .tensors(outs)
            .ints(outWidth, outFrom));
  }

  @Override
  public void activate(Activation f, Tensor x, Tensor bias, Tensor out) {
    CudaTensor xs = own("activate", x);
    CudaTensor outs = like("activate", xs, out);
    if (bias == null) {
      launcher.elements("activate", xs.length(), over(xs).activation(f).tensors(xs, outs));
    } else {
      CudaTensor biases = shaped("activate", xs, bias, columns(xs));
      launcher.elements(
          "activateBiased",
          xs.length(),
          over(xs).ints(columns(xs)).activation(f).tensors(xs, biases, outs));
    }
  }

  @Override
  public void activateBackward(Activation f, Tensor a, Tensor error, Tensor out) {
    CudaTensor as = own("activateBackward", a);
    CudaTensor errors = like("activateBackward", as, error);
    CudaTensor outs = like("activateBackward", as, out);
    launcher.elements(
        "activateBackward", as.length(), over(as).activation(f).tensors(as, errors, outs));
  }

  @Override
  public void activateBackward(
      Activation f, Tensor a, Tensor error, Tensor out, Tensor columnSums) {
    CudaTensor as = own("activateBackward", a);
    CudaTensor errors = like("activateBackward", as, error);
    CudaTensor outs = like("activateBackward", as, out);
    int columns = columns(as);
    CudaTensor sums = shaped("activateBackward", as, columnSums, columns);
    if (columns == 0) {
      return;
    }
    Launcher.Columns cut = launcher.cut(as.length() / columns, columns);
    scratch.start();
    launcher.columns(
        "activateBackwardSums",
        cut,
        new Arguments(as.type())
            .ints(cut.rows(), columns, cut.width(), cut.chunks())
            .activation(f)
            .tensors(as, errors, outs, sums));
  }

  @Override
  public void activateDerivative(Activation f, Tensor a, Tensor out) {
    CudaTensor as = own("activateDerivative", a);
    CudaTensor outs = like("activateDerivative", as, out);
    launcher.elements("activateDerivative", as.length(), over(as).activation(f).tensors(as, outs));
  }

  @Override
  public void activateInverse(Activation f, Tensor a, Tensor out) {
    Operands.require(f.invertible(), "activateInverse", () -> f + " has no inverse");
    CudaTensor as = own("activateInverse", a);
    CudaTensor outs = like("activateInverse", as, out);
    launcher.elements("activateInverse", as.length(), over(as).activation(f).tensors(as, outs));
  }

  @Override
  public void sign(double scale, Tensor x, Tensor out) {
    CudaTensor xs = own("sign", x);
    CudaTensor outs = like("sign", xs, out);
    launcher.elements("signs", xs.length(), over(xs).reals(scale).tensors(xs, outs));
  }

  @Override
  public void signTimes(Tensor magnitude, Tensor x, Tensor out) {
    binary("signTimes", magnitude, x, out);
  }

  // The operation and its kernel have one name.
  private void binary(String operation, Tensor a, Tensor b, Tensor out) {
    CudaTensor as = own(operation, a);
    CudaTensor bs = like(operation, as, b);
    CudaTensor outs = like(operation, as, out);
    launcher.elements(operation, as.length(), over(as).tensors(as, bs, outs));
  }

  private static Arguments over(CudaTensor x) {
    return new Arguments(x.type()).ints(x.length());
  }
}
