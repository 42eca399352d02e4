package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.require;
import static io.github.altprop.training.tensor.nd4j.NdTensor.number;
import static io.github.altprop.training.tensor.nd4j.NdTensor.own;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Losses;
import io.github.altprop.training.tensor.OptimizerSteps;
import io.github.altprop.training.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Losses} and {@link OptimizerSteps} as ND4J expressions. */
final class NdTraining implements Losses, OptimizerSteps {
  @Override
  public double softmaxCrossEntropy(Tensor logits, int[] labels, double scale, Tensor error) {
    NdTensor x = own("softmaxCrossEntropy", logits);
    NdTensor e = error == null ? null : like("softmaxCrossEntropy", x, error);
    require(
        x.rank() == 2 && x.dimension(0) == labels.length,
        "softmaxCrossEntropy",
        x + " is not a row of logits for each of " + labels.length + " labels");
    int classes = x.dimension(1);
    double[] oneHot = new double[x.length()];
    for (int i = 0; i < labels.length; i++) {
      require(
          labels[i] >= 0 && labels[i] < classes,
          "softmaxCrossEntropy",
          "label " + labels[i] + " is not one of " + classes + " classes");
      oneHot[i * classes + labels[i]] = 1;
    }
    if (x.length() == 0) {
      return 0;
    }
    INDArray target = Nd4j.createFromArray(oneHot).reshape('c', labels.length, classes);
    INDArray shifted = x.rows(classes).castTo(DataType.DOUBLE).dup('c');
    shifted.subiColumnVector(shifted.max(1));
    INDArray softmax = Transforms.exp(shifted, true);
    INDArray totals = softmax.sum(1);
    softmax.diviColumnVector(totals);
    double loss =
        Transforms.log(totals, true).sumNumber().doubleValue()
            - shifted.mul(target).sumNumber().doubleValue();
    if (e != null) {
      e.rows(classes).assign(softmax.subi(target).muli(scale).castTo(x.dataType()));
    }
    return loss;
  }

  @Override
  public double squaredError(Tensor prediction, Tensor target, double scale, Tensor error) {
    NdTensor p = own("squaredError", prediction);
    NdTensor t = like("squaredError", p, target);
    NdTensor e = error == null ? null : like("squaredError", p, error);
    if (p.length() == 0) {
      return 0;
    }
    INDArray difference = p.doubles().subi(t.doubles());
    double loss = difference.mul(difference).sumNumber().doubleValue();
    if (e != null) {
      e.flat().assign(difference.muli(2 * scale).castTo(p.dataType()));
    }
    return loss;
  }

  @Override
  public void adam(
      Tensor parameters,
      Tensor gradient,
      Tensor firstMoment,
      Tensor secondMoment,
      Tensor rate,
      double beta1,
      double beta2,
      double epsilon) {
    NdTensor p = own("adam", parameters);
    INDArray g = like("adam", p, gradient).flat();
    INDArray m = like("adam", p, firstMoment).flat();
    INDArray v = like("adam", p, secondMoment).flat();
    flush(p, m.muli(beta1).addi(g.mul(1 - beta1)));
    flush(p, v.muli(beta2).addi(g.mul(g).muli(1 - beta2)));
    p.flat().subi(m.mul(number("adam", rate).at(0)).divi(Transforms.sqrt(v, true).addi(epsilon)));
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      Tensor rate,
      double momentum,
      double decay) {
    NdTensor p = own("momentum", parameters);
    INDArray g = like("momentum", p, gradient).flat();
    INDArray v = like("momentum", p, velocity).flat();
    flush(p, v.muli(momentum).addi(g).addi(p.flat().mul(decay)));
    p.flat().subi(v.mul(number("momentum", rate).at(0)));
  }

  @Override
  public void descend(Tensor parameters, Tensor gradient, Tensor rate) {
    NdTensor p = own("descend", parameters);
    INDArray g = like("descend", p, gradient).flat();
    p.flat().subi(g.mul(number("descend", rate).at(0)));
  }

  // Rounds what would decay into subnormal numbers, where arithmetic is slow; see FloatKernels.
  private static void flush(NdTensor p, INDArray moment) {
    double tiny = p.type() == ElementType.FLOAT32 ? 1e-30 : 1e-290;
    moment.addi(tiny).subi(tiny);
  }
}
