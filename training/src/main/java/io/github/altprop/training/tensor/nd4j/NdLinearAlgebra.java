package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.MatrixChecks.columns;
import static io.github.altprop.training.tensor.MatrixChecks.rows;
import static io.github.altprop.training.tensor.Operands.shaped;

import io.github.altprop.training.tensor.LinearAlgebra;
import io.github.altprop.training.tensor.MatrixChecks;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * {@link LinearAlgebra} as ND4J expressions, except that LU and QR run on the processor by LAPACK:
 * ND4J's own inverse took 80 s for 1024 x 1024.
 */
final class NdLinearAlgebra implements LinearAlgebra {
  private final MatrixChecks<NdTensor> checks = new MatrixChecks<>(NdTensor.class);
  private final HostAlgebra host;

  NdLinearAlgebra(HostAlgebra host) {
    this.host = host;
  }

  @Override
  public void gemm(double alpha, Tensor a, Op opA, Tensor b, Op opB, double beta, Tensor out) {
    NdTensor as = checks.matrix("gemm", a);
    NdTensor bs = checks.matrix("gemm", b);
    NdTensor outs = checks.product("gemm", as, opA, bs, opB, out);
    int k = columns(as, opA);
    if (outs.length() == 0) {
      return;
    }
    INDArray target = outs.array();
    if (beta == 0) {
      target.assign(0);
    } else {
      target.muli(beta);
    }
    if (k > 0) {
      target.addi(product(as.array(), opA, bs.array(), opB).muli(alpha));
    }
  }

  private static INDArray product(INDArray a, Op opA, INDArray b, Op opB) {
    return Nd4j.gemm(a, b, opA == Op.TRANSPOSED, opB == Op.TRANSPOSED);
  }

  @Override
  public void gram(Tensor a, Op op, Tensor out) {
    NdTensor as = checks.matrix("gram", a);
    int m = rows(as, op);
    NdTensor outs = shaped("gram", as, out, m, m);
    if (m == 0) {
      return;
    }
    if (as.length() == 0) {
      outs.flat().assign(0);
      return;
    }
    Op other = op == Op.PLAIN ? Op.TRANSPOSED : Op.PLAIN;
    INDArray gram = product(as.array(), op, as.array(), other);
    // Exactly symmetric, which the product of two roundings need not be.
    outs.array().assign(gram.add(gram.transpose()).muli(0.5));
  }

  @Override
  public void transpose(Tensor a, Tensor out) {
    NdTensor as = checks.matrix("transpose", a);
    NdTensor outs = shaped("transpose", as, out, as.dimension(1), as.dimension(0));
    if (as.length() > 0) {
      outs.array().assign(as.array().transpose().dup('c'));
    }
  }

  @Override
  public void addToDiagonal(double value, Tensor matrix) {
    NdTensor x = checks.square("addToDiagonal", matrix);
    if (x.length() > 0) {
      x.array().addi(Nd4j.eye(x.dimension(0)).castTo(x.dataType()).muli(value));
    }
  }

  @Override
  public void fillDiagonal(double value, Tensor matrix) {
    NdTensor x = checks.matrix("fillDiagonal", matrix);
    if (x.length() > 0) {
      int rows = x.dimension(0);
      int columns = x.dimension(1);
      INDArray eye =
          Nd4j.eye(Math.max(rows, columns))
              .get(NDArrayIndex.interval(0, rows), NDArrayIndex.interval(0, columns))
              .dup('c')
              .castTo(x.dataType());
      x.array().muli(eye.rsub(1)).addi(eye.muli(value));
    }
  }

  @Override
  public void invert(Tensor a, Tensor out) {
    NdTensor as = checks.square("invert", a);
    NdTensor outs = shaped("invert", as, out, as.shape());
    if (as.length() > 0) {
      host.invert(as, outs);
    }
  }

  @Override
  public void orthonormalizeColumns(Tensor a) {
    NdTensor as = checks.tall("orthonormalizeColumns", a);
    if (as.length() > 0) {
      host.orthonormalizeColumns(as);
    }
  }
}
