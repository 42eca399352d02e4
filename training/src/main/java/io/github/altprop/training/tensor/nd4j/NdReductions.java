package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.perColumn;
import static io.github.altprop.training.tensor.Operands.perRow;
import static io.github.altprop.training.tensor.nd4j.NdTensor.number;
import static io.github.altprop.training.tensor.nd4j.NdTensor.own;

import io.github.altprop.training.tensor.Reductions;
import io.github.altprop.training.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Reductions} as ND4J expressions on copies in double. */
final class NdReductions implements Reductions {
  @Override
  public double dot(Tensor x, Tensor y) {
    NdTensor xs = own("dot", x);
    NdTensor ys = like("dot", xs, y);
    return xs.length() == 0 ? 0 : xs.doubles().muli(ys.doubles()).sumNumber().doubleValue();
  }

  @Override
  public void norm(Tensor x, Tensor out) {
    number("norm", out).put(new double[] {norm(x)});
  }

  @Override
  public double sumOfMagnitudes(Tensor x) {
    NdTensor xs = own("sumOfMagnitudes", x);
    return xs.length() == 0 ? 0 : Transforms.abs(xs.doubles(), false).sumNumber().doubleValue();
  }

  @Override
  public long countNonZero(Tensor x) {
    NdTensor xs = own("countNonZero", x);
    return xs.length() == 0 ? 0 : xs.flat().neq(0).castTo(DataType.INT64).sumNumber().longValue();
  }

  @Override
  public void rowNorms(Tensor x, Tensor norms) {
    NdTensor xs = own("rowNorms", x);
    NdTensor outs = perRow("rowNorms", xs, norms);
    if (xs.length() == 0) {
      outs.flat().assign(0);
      return;
    }
    INDArray squares = xs.doubles().reshape('c', outs.length(), xs.length() / outs.length());
    squares.muli(squares);
    outs.flat().assign(Transforms.sqrt(squares.sum(1), false).reshape(outs.length()));
  }

  @Override
  public void columnSums(Tensor x, Tensor out) {
    NdTensor xs = own("columnSums", x);
    NdTensor outs = perColumn("columnSums", xs, out);
    outs.flat().assign(NdElementwise.sumRows(xs, outs.length()));
  }
}
