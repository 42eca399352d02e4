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
 * The penalties of one step. A weight whose inverse the rule borrows gets its penalty there and
 * then, while what both need is at hand for that one weight; all others get theirs at the end.
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
