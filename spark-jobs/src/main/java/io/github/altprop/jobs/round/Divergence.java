package io.github.altprop.jobs.round;

import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.training.learner.NotFinite;
import java.io.Serializable;

/**
 * The first step of a training after which something is not finite.
 *
 * @param step steps made until then, this one included
 * @param found what it is
 */
public record Divergence(long step, NotFinite found) implements Serializable {
  /** Whether nothing follows: as the experiment wants it, or because no step can be made. */
  public boolean endsTraining(Experiment experiment) {
    return experiment.stopsOnDivergence() || found.kind() == NotFinite.Kind.STEP;
  }
}
