package io.github.altprop.training.learner;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * Components that train at the same time, each in a thread of its own: at any moment component i is
 * one minibatch behind component i - 1.
 *
 * <p>A component passes on what it computed with its parameters before its own step, so every
 * component sees the same inputs in the same order as in turn, and the parameters are equal bit for
 * bit. Source: Kao and Chen 2021, section 4; experiments, section 3.1. Differs: the authors
 * describe the pipeline but did not build it.
 */
public final class Pipeline {
  private final Engine engine;
  private final List<Stage> stages;
  private final List<Link> links = new ArrayList<>();

  /**
   * @param engine of the thread that submits minibatches
   * @param stages from input to output
   */
  Pipeline(Engine engine, List<Stage> stages) {
    this.engine = engine;
    this.stages = List.copyOf(stages);
    stages.forEach(stage -> links.add(new Link()));
  }

  /** The parts of regularisers that belong to the stages, stage by stage. */
  List<List<Regularizer>> parts(List<Regularizer> regularizers) {
    return stages.stream().map(stage -> stage.parts(regularizers)).toList();
  }

  /**
   * Starts the threads; one run at a time.
   *
   * @param regularizers those of every stage, as {@link #parts} made them
   * @param updates room for all gradients
   */
  PipelineRun start(
      Optimizer optimizer, List<List<Regularizer>> regularizers, ParameterVector updates) {
    links.forEach(Link::reset);
    List<PipelineRun.Work> work = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Link in = links.get(i);
      Link out = i + 1 < links.size() ? links.get(i + 1) : null;
      List<Regularizer> own = regularizers.get(i);
      work.add(() -> stage.run(in, out, optimizer, own, updates));
    }
    return new PipelineRun(engine, stages.get(0).component(), links.get(0), work, updates);
  }
}
