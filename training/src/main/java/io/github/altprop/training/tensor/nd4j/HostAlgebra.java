package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** LU and QR on the processor's engine, with copies there and back. */
final class HostAlgebra {
  private final Engine host;
  private final Runnable attach;

  /**
   * @param attach readies the calling thread for ND4J again, after it worked for {@code host}
   */
  HostAlgebra(Engine host, Runnable attach) {
    this.host = host;
    this.attach = attach;
  }

  /** out = a^-1. */
  void invert(NdTensor a, NdTensor out) {
    Tensor from = copy(a);
    Tensor to = host.zeros(out.type(), out.shape());
    try {
      host.invert(from, to);
      out.put(to.toDoubles());
    } finally {
      host.release(from);
      host.release(to);
      attach.run();
    }
  }

  /** a = the Q of its QR decomposition, as {@link Engine#orthonormalizeColumns}. */
  void orthonormalizeColumns(NdTensor a) {
    Tensor copy = copy(a);
    try {
      host.orthonormalizeColumns(copy);
      a.put(copy.toDoubles());
    } finally {
      host.release(copy);
      attach.run();
    }
  }

  private Tensor copy(NdTensor x) {
    Tensor copy = host.zeros(x.type(), x.shape());
    copy.put(x.toDoubles());
    return copy;
  }
}
