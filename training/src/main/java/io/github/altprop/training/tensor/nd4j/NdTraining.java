package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.Operands.label;
import static io.github.altprop.training.tensor.Operands.labels;
import static io.github.altprop.training.tensor.Operands.like;
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
  public void softmaxCrossEntropy(
      Tensor logits, Tensor labels, double scale, Tensor error, Tensor loss) {
    NdTensor x = own("softmaxCrossEntropy", logits);
    double[] classOf = labels("softmaxCrossEntropy", x, labels).toDoubles();
    NdTensor e = error == null ? null : like("softmaxCrossEntropy", x, error);
    NdTensor total = number("softmaxCrossEntropy", loss);
    int classes = x.dimension(1);
    double[] oneHot = new double[x.length()];
    for (int i = 0; i < classOf.length; i++) {
      oneHot[i * classes + label("softmaxCrossEntropy", classOf[i], classes)] = 1;
    }
    if (x.length() == 0) {
      total.put(new double[1]);
      return;
    }
    INDArray target = Nd4j.createFromArray(oneHot).reshape('c', classOf.length, classes);
    INDArray shifted = x.rows(classes).castTo(DataType.DOUBLE).dup('c');
    shifted.subiColumnVector(shifted.max(1));
    INDArray softmax = Transforms.exp(shifted, true);
    INDArray totals = softmax.sum(1);
    softmax.diviColumnVector(totals);
    total
        .flat()
        .assign(Transforms.log(totals, true).sum().subi(shifted.mul(target).sum()).reshape(1));
    if (e != null) {
      e.rows(classes).assign(softmax.subi(target).muli(scale).castTo(x.dataType()));
    }
  }

  @Override
  public void squaredError(
      Tensor prediction, Tensor target, double scale, Tensor error, Tensor loss) {
    NdTensor p = own("squaredError", prediction);
    NdTensor t = like("squaredError", p, target);
    NdTensor e = error == null ? null : like("squaredError", p, error);
    NdTensor total = number("squaredError", loss);
    if (p.length() == 0) {
      total.put(new double[1]);
      return;
    }
    INDArray difference = p.doubles().subi(t.doubles());
    total.flat().assign(difference.mul(difference).sum().reshape(1));
    if (e != null) {
      e.flat().assign(difference.muli(2 * scale).castTo(p.dataType()));
    }
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
