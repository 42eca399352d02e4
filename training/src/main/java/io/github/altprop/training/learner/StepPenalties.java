package io.github.altprop.training.learner;

import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.regularization.Penalty;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The penalties of all regularisers at one step.
 *
 * <p>Most are added to the updates at the end of the step. An exception is a weight whose
 * approximate inverse a rule borrows from a penalty: its penalty is added at once, because the
 * product that both need is kept for one weight only and would have to be computed again later.
 */
final class StepPenalties implements NearInverses {
  private final List<Penalty> penalties;
  private final ParameterVector updates;
  private final GradientProbe probe;
  private final Set<Parameter> done = new HashSet<>();

  private StepPenalties(List<Penalty> penalties, ParameterVector updates, GradientProbe probe) {
    this.penalties = penalties;
    this.updates = updates;
    this.probe = probe;
  }

  /**
   * Those of regularisers at a step.
   *
   * @param step number of the step, from 1
   * @param probe if it looks at the updates, no penalty is added before {@link #addRemaining}
   */
  static StepPenalties at(
      List<Regularizer> regularizers,
      ParameterVector parameters,
      long step,
      ParameterVector updates,
      GradientProbe probe) {
    List<Penalty> due =
        regularizers.stream()
            .flatMap(regularizer -> regularizer.at(parameters, step).stream())
            .toList();
    return new StepPenalties(due, updates, probe);
  }

  @Override
  public Optional<Tensor> rows(Parameter weight, int rows) {
    for (Penalty penalty : penalties) {
      Optional<Tensor> inverse = penalty.nearInverse(weight, rows);
      if (inverse.isPresent()) {
        if (probe == GradientProbe.NONE) {
          add(weight);
        }
        return inverse;
      }
    }
    return Optional.empty();
  }

  void addRemaining() {
    for (Penalty penalty : penalties) {
      for (Parameter parameter : penalty.parameters()) {
        if (!done.contains(parameter)) {
          penalty.addGradient(parameter, updates);
        }
      }
    }
  }

  private void add(Parameter weight) {
    for (Penalty penalty : penalties) {
      if (penalty.parameters().contains(weight)) {
        penalty.addGradient(weight, updates);
      }
    }
    done.add(weight);
  }
}
