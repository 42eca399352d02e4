package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;

import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * GAIT-prop with implicit auxiliary units: e_{l-1} = (D_l o e_l) (W'W)^-1 W' with W the kept
 * weights.
 *
 * <p>It is what explicit auxiliary units give if they span exactly the orthogonal complement of the
 * kept ones: a cheaper network, not the same one. With K = W^T the feedback weight is (K K^T)^-1 K.
 * Source: experiments, section 8, 2.
 */
final class PseudoInverseFeedback implements Feedback {
  private final Engine engine;
  private final Scratch gram;
  private final Scratch inverse;
  private final Scratch kernel;

  PseudoInverseFeedback(Engine engine, ElementType type) {
    this.engine = engine;
    gram = new Scratch(engine, type);
    inverse = new Scratch(engine, type);
    kernel = new Scratch(engine, type);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    Synapse layer = synapse.layer();
    int kept = layer.kept();
    Tensor weight = synapse.keptWeight();
    Tensor product = gram.take(kept, kept);
    engine.gram(weight.matrix(), PLAIN, product);
    Tensor inverted = inverse.take(kept, kept);
    engine.invert(product, inverted);
    Tensor feedback = kernel.take(kept, layer.fanIn());
    engine.gemm(1, inverted, PLAIN, weight.matrix(), PLAIN, 0, feedback);
    synapse.transport(feedback.reshape(weight.shape()), error, inputError);
  }
}
