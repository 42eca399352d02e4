package io.github.altprop.training.learner;

import io.github.altprop.training.associated.AssociatedComponent;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.optimizer.ParameterGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameter groups of one component: encoder and decoder learn at a rate of their own. Source:
 * Kao and Chen 2021, code; experiments, section 3.1.
 */
final class ComponentGroups {
  private final List<ParameterGroup> groups = new ArrayList<>();

  private ComponentGroups() {}

  static List<ParameterGroup> of(AssociatedComponent component, double autoencoderRate) {
    ComponentGroups made = new ComponentGroups();
    for (Parameter parameter : component.associatedParameters()) {
      made.add(parameter, 1);
    }
    for (Parameter parameter : component.autoencoderParameters()) {
      made.add(parameter, autoencoderRate);
    }
    return made.groups;
  }

  /** Lengthens the last group if it has the same rate. */
  private void add(Parameter parameter, double rate) {
    long from = parameter.offset();
    long to = from + parameter.size();
    int last = groups.size() - 1;
    if (last >= 0 && groups.get(last).rateFactor() == rate) {
      groups.set(last, new ParameterGroup(groups.get(last).from(), to, rate));
    } else {
      groups.add(new ParameterGroup(from, to, rate));
    }
  }
}
