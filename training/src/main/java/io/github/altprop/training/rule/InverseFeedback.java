package io.github.altprop.training.rule;

import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * GAIT-prop in differences: the error returns through the inverse, e_{l-1} = (D_l o e_l) W_l^-1.
 *
 * <p>With weights stored as K = W^T, [units, fan-in], the feedback weight is the kept rows of K^-T,
 * for auxiliary units carry no error. Whichever has fewer rows is solved for: the minibatch of
 * errors or the feedback weight. Source: Dalm et al. 2023, eq. 1-5, in the limit of small targets;
 * experiments, section 8, 1.
 */
final class InverseFeedback implements Feedback {
  private final InverseSolver solver;
  private final Scratch kernel;
  private NearInverses inverses = NearInverses.NONE;

  InverseFeedback(Engine engine, ElementType type, double tolerance) {
    solver = new InverseSolver(engine, type, tolerance);
    kernel = new Scratch(engine, type);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void begin(Pass pass, long minibatch) {
    inverses = pass.inverses();
  }

  @Override
  public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    Synapse layer = synapse.layer();
    Tensor near = inverses.rows(layer.weight(), layer.kept()).orElse(null);
    boolean dense = layer.positions() == 1 && layer.kept() == layer.units();
    if (dense && error.dimension(0) < layer.kept()) {
      solver.solve(error, synapse.matrix(), near, inputError);
    } else {
      Tensor feedback = near == null ? kernel.take(layer.kept(), layer.fanIn()) : near;
      solver.invertRows(synapse.matrix(), near, feedback);
      synapse.transport(feedback.reshape(synapse.keptWeight().shape()), error, inputError);
    }
  }
}
