package io.github.altprop.jobs.train;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The mean of workers' states, each weighted by the examples it saw: sum_w n_w x_w / sum_w n_w, in
 * float64 and in the order given, so that it does not depend on who came first. The mean of one
 * state is that state.
 */
final class Average {
  private Average() {}

  /** A state and the examples behind it. */
  record Part(ModelState state, long examples) {}

  static ModelState of(List<Part> parts) {
    ModelState first = parts.get(0).state();
    if (parts.size() == 1) {
      return first;
    }
    Map<String, Numbers> slots = new TreeMap<>();
    for (String name : first.optimizer().slots().keySet()) {
      slots.put(name, mean(parts, state -> state.optimizer().slots().get(name)));
    }
    // Workers at the end of an epoch may have made fewer steps; the most advanced one counts.
    long steps = parts.stream().mapToLong(p -> p.state().optimizer().steps()).max().orElseThrow();
    return new ModelState(
        mean(parts, ModelState::parameters),
        mean(parts, ModelState::statistics),
        new OptimizerState(slots, steps));
  }

  private static Numbers mean(List<Part> parts, Function<ModelState, Numbers> of) {
    Numbers first = of.apply(parts.get(0).state());
    double[] sums = new double[first.size()];
    double examples = 0;
    for (Part part : parts) {
      of.apply(part.state()).addTo(sums, (double) part.examples());
      examples += (double) part.examples();
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= examples;
    }
    return Numbers.of(first.type(), sums);
  }
}
