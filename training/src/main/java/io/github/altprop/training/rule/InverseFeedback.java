package io.github.altprop.training.rule;

import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * GAIT-prop in differences: the error returns through the inverse, e_{l-1} = (D_l o e_l) W_l^-1.
 *
 * <p>With weights stored as K = W^T, [units, fan-in], the feedback weight is the kept rows of K^-T,
 * for auxiliary units carry no error. Whichever has fewer rows is solved for: the minibatch of
 * errors or the feedback weight. Source: Dalm et al. 2023, eq. 1-5, in the limit of small targets;
 * experiments, section 8, 1.
 */
final class InverseFeedback implements Feedback {
  private final Engine engine;
  private final ElementType type;
  private final InverseSolver solver;
  private final Scratch kernel;
  private final Map<String, Tensor> units = new HashMap<>();
  private NearInverses inverses = NearInverses.NONE;

  InverseFeedback(Engine engine, ElementType type, double tolerance) {
    this.engine = engine;
    this.type = type;
    solver = new InverseSolver(engine, type, tolerance);
    kernel = new Scratch(engine, type);
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
      Tensor feedback = kernel.take(layer.kept(), layer.fanIn());
      solver.invertRows(keptUnits(layer), synapse.matrix(), near, feedback);
      synapse.transport(feedback.reshape(synapse.keptWeight().shape()), error, inputError);
    }
  }

  /** The kept rows of the identity, [kept, units]. */
  private Tensor keptUnits(Synapse layer) {
    return units.computeIfAbsent(
        layer.name(),
        name -> {
          Tensor identity = engine.zeros(type, layer.kept(), layer.units());
          for (int i = 0; i < layer.kept(); i++) {
            engine.fill(1, identity.slice((long) i * layer.units() + i, 1));
          }
          return identity;
        });
  }
}
