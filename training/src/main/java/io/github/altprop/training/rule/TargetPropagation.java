package io.github.altprop.training.rule;

import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * Target propagation through exact inverses: t_{l-1} = G_l(t_l), all the way and not by a small
 * step.
 *
 * <p>Source: Bengio 2014; Ahmad et al. 2020, code. Differs: half the cross-entropy's error at the
 * output and sums over the minibatch, as GAIT-prop has them, instead of squared errors and means.
 */
final class TargetPropagation implements RuleFactory {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "tp",
          "Target propagation through inverted layers",
          new Reference("t_{l-1} = G_l(t_l)", "Bengio 2014; Ahmad et al. 2020, code"),
          new TargetPropagation());

  private TargetPropagation() {}

  @Override
  public Units units(Options options) {
    return Units.SQUARE;
  }

  @Override
  public LearningRule create(RuleContext context, Options options) {
    Invertibility.require("tp", context.network(), true);
    return new InverseTargets(context, new WholeWay(context.engine()), TargetObserver.NONE);
  }

  /** The moved activations are the targets. */
  record WholeWay(Engine engine) implements Approach {
    @Override
    public void move(SynapsePass synapse, Tensor target, Tensor moved, Tensor gammas) {
      engine.copy(target, moved);
      engine.fill(1, gammas);
    }
  }
}
