package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.Operands.require;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.nd4j.NdTensor.own;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Elementwise;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Elementwise} as ND4J expressions. */
final class NdElementwise implements Elementwise {
  @Override
  public void fill(double value, Tensor x) {
    own("fill", x).flat().assign(value);
  }

  @Override
  public void copy(Tensor x, Tensor out) {
    NdTensor from = own("copy", x);
    NdTensor to = own("copy", out);
    require(from.sameShape(to), "copy", from, to);
    to.flat().assign(from.flat().castTo(to.dataType()));
  }

  @Override
  public void axpy(double alpha, Tensor x, Tensor y) {
    NdTensor xs = own("axpy", x);
    like("axpy", xs, y).flat().addi(xs.flat().mul(alpha));
  }

  @Override
  public void scale(double alpha, Tensor x, Tensor out) {
    NdTensor xs = own("scale", x);
    like("scale", xs, out).flat().assign(xs.flat().mul(alpha));
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    NdTensor as = own("add", a);
    like("add", as, out).flat().assign(as.flat().add(like("add", as, b).flat()));
  }

  @Override
  public void subtract(Tensor a, Tensor b, Tensor out) {
    NdTensor as = own("subtract", a);
    like("subtract", as, out).flat().assign(as.flat().sub(like("subtract", as, b).flat()));
  }

  @Override
  public void multiply(Tensor a, Tensor b, Tensor out) {
    NdTensor as = own("multiply", a);
    like("multiply", as, out).flat().assign(as.flat().mul(like("multiply", as, b).flat()));
  }

  @Override
  public void divide(Tensor a, Tensor b, Tensor out) {
    NdTensor as = own("divide", a);
    INDArray divisor = like("divide", as, b).flat();
    INDArray zero = divisor.eq(0).castTo(as.dataType());
    INDArray quotient = as.flat().div(divisor.add(zero)).muli(zero.rsub(1));
    like("divide", as, out).flat().assign(quotient);
  }

  @Override
  public void scaleRows(Tensor x, Tensor factors, Tensor out) {
    NdTensor xs = own("scaleRows", x);
    NdTensor outs = like("scaleRows", xs, out);
    NdTensor values = perRow("scaleRows", xs, factors);
    if (xs.length() > 0) {
      int rows = values.length();
      int columns = xs.length() / rows;
      INDArray column = values.flat().castTo(xs.dataType()).reshape(rows, 1);
      outs.rows(columns).assign(xs.rows(columns).mul(column));
    }
  }

  @Override
  public void copyColumns(Tensor x, int from, Tensor out, int outFrom, int count) {
    NdTensor xs = own("copyColumns", x);
    NdTensor outs = Operands.columnRun("copyColumns", xs, from, out, outFrom, count);
    int width = columns(xs);
    int outWidth = columns(outs);
    if (xs.length() > 0 && count > 0) {
      INDArray source = xs.rows(width).get(NDArrayIndex.all(), run(from, count)).dup('c');
      outs.rows(outWidth).get(NDArrayIndex.all(), run(outFrom, count)).assign(source);
    }
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex run(int from, int count) {
    return NDArrayIndex.interval(from, from + count);
  }

  @Override
  public void activate(Activation f, Tensor x, Tensor bias, Tensor out) {
    NdTensor xs = own("activate", x);
    NdTensor outs = like("activate", xs, out);
    if (bias == null) {
      outs.flat().assign(NdActivations.apply(f, xs.flat()));
      return;
    }
    int columns = columns(xs);
    INDArray row = shaped("activate", xs, bias, columns).flat().reshape(1, columns);
    if (xs.length() > 0) {
      outs.rows(columns).assign(NdActivations.apply(f, xs.rows(columns).add(row)));
    }
  }

  @Override
  public void activateBackward(Activation f, Tensor a, Tensor error, Tensor out) {
    NdTensor as = own("activateBackward", a);
    INDArray errors = like("activateBackward", as, error).flat();
    like("activateBackward", as, out)
        .flat()
        .assign(NdActivations.derivative(f, as.flat()).muli(errors));
  }

  @Override
  public void activateBackward(
      Activation f, Tensor a, Tensor error, Tensor out, Tensor columnSums) {
    NdTensor as = own("activateBackward", a);
    NdTensor sums = shaped("activateBackward", as, columnSums, columns(as));
    activateBackward(f, a, error, out);
    sums.flat().assign(sumRows(own("activateBackward", out), columns(as)));
  }

  /** Column sums [columns], taken in double. */
  static INDArray sumRows(NdTensor x, int columns) {
    if (x.length() == 0) {
      return Nd4j.zeros(x.dataType(), columns);
    }
    return x.rows(columns).castTo(DataType.DOUBLE).sum(0).castTo(x.dataType());
  }

  @Override
  public void activateDerivative(Activation f, Tensor a, Tensor out) {
    NdTensor as = own("activateDerivative", a);
    like("activateDerivative", as, out).flat().assign(NdActivations.derivative(f, as.flat()));
  }

  @Override
  public void activateInverse(Activation f, Tensor a, Tensor out) {
    require(f.invertible(), "activateInverse", () -> f + " has no inverse");
    NdTensor as = own("activateInverse", a);
    like("activateInverse", as, out).flat().assign(NdActivations.inverse(f, as.flat()));
  }

  @Override
  public void sign(double scale, Tensor x, Tensor out) {
    NdTensor xs = own("sign", x);
    like("sign", xs, out).flat().assign(Transforms.sign(xs.flat(), true).muli(scale));
  }

  @Override
  public void signTimes(Tensor magnitude, Tensor x, Tensor out) {
    NdTensor xs = own("signTimes", x);
    INDArray magnitudes = like("signTimes", xs, magnitude).flat();
    like("signTimes", xs, out).flat().assign(Transforms.sign(xs.flat(), true).muli(magnitudes));
  }
}
