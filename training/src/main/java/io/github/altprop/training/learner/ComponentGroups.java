package io.github.altprop.training.learner;

import io.github.altprop.training.associated.AssociatedComponent;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.optimizer.ParameterGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameter groups of one component: encoder and decoder learn at a rate of their own, and the
 * forward part's convolutions decay. Source: Kao and Chen 2021, code; experiments, sections 3.1 and
 * 3.4.
 */
final class ComponentGroups {
  private final List<ParameterGroup> groups = new ArrayList<>();

  private ComponentGroups() {}

  static List<ParameterGroup> of(
      AssociatedComponent component, double autoencoderRate, double decay) {
    ComponentGroups made = new ComponentGroups();
    for (Parameter parameter : component.associatedParameters()) {
      boolean decays = parameter.kernel() && component.inForward(parameter);
      made.add(parameter, 1, decays ? decay : 0);
    }
    for (Parameter parameter : component.autoencoderParameters()) {
      made.add(parameter, autoencoderRate, 0);
    }
    return made.groups;
  }

  /** Lengthens the last group if it has the same rate and decay. */
  private void add(Parameter parameter, double rate, double decay) {
    long from = parameter.offset();
    long to = from + parameter.size();
    int last = groups.size() - 1;
    if (last >= 0 && groups.get(last).rateFactor() == rate && groups.get(last).decay() == decay) {
      groups.set(last, new ParameterGroup(groups.get(last).from(), to, rate, decay));
    } else {
      groups.add(new ParameterGroup(from, to, rate, decay));
    }
  }
}
