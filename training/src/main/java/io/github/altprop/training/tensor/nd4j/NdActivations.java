package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activations, their derivatives and inverses as ND4J expressions; each makes a new array. */
final class NdActivations {
  private NdActivations() {}

  /** f(z). */
  static INDArray apply(Activation f, INDArray z) {
    INDArray above = Transforms.max(z, 0, true);
    INDArray below = Transforms.min(z, 0, true);
    return switch (f.kind()) {
      case IDENTITY -> z.dup();
      case RELU -> above;
      case LEAKY_RELU -> above.addi(below.muli(f.slope()));
      case ELU -> above.addi(expm1(below).muli(f.slope()));
      case SIGMOID -> Transforms.sigmoid(z, true);
    };
  }

  // e^x - 1 for x <= 0 by its Taylor polynomial at x / 256 and eight doublings, expm1(2t) = e (e +
  // 2)
  // with e = expm1(t): ND4J's own expm1 and tanh lose the digits of small x.
  private static INDArray expm1(INDArray x) {
    INDArray t = Transforms.max(x, -40, true).divi(256);
    INDArray e = t.ulike().assign(1);
    for (int degree = 12; degree > 1; degree--) {
      e.muli(t).divi(degree).addi(1);
    }
    e.muli(t);
    for (int doubling = 0; doubling < 8; doubling++) {
      e.muli(e.add(2));
    }
    return e;
  }

  /** f'(z) from the activation a = f(z). */
  static INDArray derivative(Activation f, INDArray a) {
    return switch (f.kind()) {
      case IDENTITY -> a.ulike().assign(1);
      case RELU -> a.gt(0).castTo(a.dataType());
      case LEAKY_RELU -> select(a.gte(0).castTo(a.dataType()), a.ulike().assign(f.slope()));
      case ELU -> select(a.gt(0).castTo(a.dataType()), a.add(f.slope()));
      case SIGMOID -> a.mul(a.rsub(1));
    };
  }

  // 1 where the mask is 1, else the value.
  private static INDArray select(INDArray mask, INDArray value) {
    return value.muli(mask.rsub(1)).addi(mask);
  }

  /** f^-1(a). */
  static INDArray inverse(Activation f, INDArray a) {
    INDArray above = Transforms.max(a, 0, true);
    INDArray below = Transforms.min(a, 0, true);
    return switch (f.kind()) {
      case IDENTITY -> a.dup();
      case LEAKY_RELU -> above.addi(below.divi(f.slope()));
      case ELU -> above.addi(Transforms.log1p(below.divi(f.slope()), false));
      case SIGMOID -> Transforms.log(a, true).subi(Transforms.log(a.rsub(1), false));
      case RELU -> throw new IllegalArgumentException("a ReLU has no inverse");
    };
  }
}
