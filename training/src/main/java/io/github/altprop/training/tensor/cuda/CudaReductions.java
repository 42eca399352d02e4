package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perColumn;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.cuda.CudaTensor.number;
import static io.github.altprop.training.tensor.cuda.CudaTensor.own;

import io.github.altprop.training.tensor.Reductions;
import io.github.altprop.training.tensor.Tensor;

/** {@link Reductions} in an order that shapes and the number of multiprocessors decide. */
final class CudaReductions implements Reductions {
  private final Accelerator gpu;
  private final Memory memory;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaReductions(Accelerator gpu, Memory memory, Launcher launcher, Scratch scratch) {
    this.gpu = gpu;
    this.memory = memory;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  @Override
  public double dot(Tensor x, Tensor y) {
    CudaTensor xs = own("dot", x);
    return sum("dot", xs, like("dot", xs, y));
  }

  @Override
  public double sumOfMagnitudes(Tensor x) {
    return sum("sumOfMagnitudes", own("sumOfMagnitudes", x));
  }

  @Override
  public long countNonZero(Tensor x) {
    return (long) sum("countNonZero", own("countNonZero", x));
  }

  @Override
  public double norm(Tensor x) {
    return sum("euclideanNorm", own("norm", x));
  }

  @Override
  public void norm(Tensor x, Tensor out) {
    CudaTensor xs = own("norm", x);
    CudaTensor outs = number("norm", out);
    scratch.start();
    sum("euclideanNorm", outs.address(), xs);
  }

  private double sum(String kernel, CudaTensor... operands) {
    scratch.start();
    long out = scratch.take(Double.BYTES);
    sum(kernel, out, operands);
    return memory.number(out);
  }

  private void sum(String kernel, long out, CudaTensor... operands) {
    CudaTensor x = operands[0];
    launcher.sum(
        kernel, x.length(), new Arguments(x.type()).ints(x.length()).tensors(operands), out);
  }

  @Override
  public void rowNorms(Tensor x, Tensor norms) {
    CudaTensor xs = own("rowNorms", x);
    CudaTensor outs = perRow("rowNorms", xs, norms);
    int rows = outs.length();
    gpu.launch(
        "rowNorms", rows, new Arguments(xs.type()).ints(xs.length() / rows).tensors(xs, outs));
  }

  @Override
  public void columnSums(Tensor x, Tensor out) {
    CudaTensor xs = own("columnSums", x);
    CudaTensor outs = perColumn("columnSums", xs, out);
    Launcher.Columns cut = launcher.cut(xs.length() / outs.length(), outs.length());
    scratch.start();
    launcher.columns(
        "columnSums",
        cut,
        new Arguments(xs.type())
            .ints(cut.rows(), cut.columns(), cut.width(), cut.chunks())
            .tensors(xs, outs));
  }
}
