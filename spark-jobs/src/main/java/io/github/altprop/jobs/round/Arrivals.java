package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.Assembly;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what workers send to the driver in a round: averages, reports and own moments. Together
 * they make the next state.
 */
final class Arrivals {
  private final RunState before;
  private final Assembly model;
  private final Map<Integer, Assembly> own = new LinkedHashMap<>();
  private final List<Report> reports = new ArrayList<>();

  /**
   * @param before the state that the workers started from
   * @param model takes the averages; may lie over the model of {@code before}
   * @param workers that have a share, in order
   */
  Arrivals(RunState before, Assembly model, List<Integer> workers) {
    this.before = before;
    this.model = model;
    if (!before.own().isEmpty()) {
      for (int worker : workers) {
        own.put(worker, Assembly.like(before.own().get(worker).vectors()));
      }
    }
  }

  /** Takes a slice that all workers are in. */
  void take(Slicing slicing, int number, Slice slice) {
    model.put(slicing, number, slice.averaged());
    int next = 0;
    for (Assembly moments : own.values()) {
      moments.put(slicing, number, slice.kept().get(next++));
    }
    reports.addAll(slice.reports());
  }

  /**
   * Takes what all workers have in their trainers.
   *
   * @param fitted what they say, in the same order
   */
  void average(List<Trainer> trainers, List<Report> fitted) {
    List<Long> weights = fitted.stream().map(Report::examples).toList();
    List<List<Tensor>> averaged = new ArrayList<>();
    for (Trainer trainer : trainers) {
      averaged.add(before.own().isEmpty() ? all(trainer) : ModelState.vectors(trainer));
    }
    model.average(averaged, weights);
    int next = 0;
    for (Assembly moments : own.values()) {
      Trainer trainer = trainers.get(next++);
      moments.average(List.of(OptimizerState.vectors(trainer)), List.of(1L));
    }
    reports.addAll(fitted);
  }

  private static List<Tensor> all(Trainer trainer) {
    List<Tensor> vectors = new ArrayList<>(ModelState.vectors(trainer));
    vectors.addAll(OptimizerState.vectors(trainer));
    return vectors;
  }

  /** What the workers say, in their order. */
  List<Report> reports() {
    return reports;
  }

  /** What all workers start the next round from. */
  ModelState model() {
    // Workers at the end of an epoch may have made fewer steps; the most advanced one counts.
    long steps = reports.stream().mapToLong(Report::steps).max().orElseThrow();
    return before.model().with(model.vectors(), steps);
  }

  /** Each worker's moments; those that had no share keep theirs. */
  List<OptimizerState> own() {
    List<OptimizerState> next = new ArrayList<>(before.own());
    for (Report report : reports) {
      Assembly moments = own.get(report.worker());
      if (moments != null) {
        List<Numbers> vectors = moments.vectors();
        next.set(report.worker(), next.get(report.worker()).with(vectors, report.steps()));
      }
    }
    return next;
  }
}
