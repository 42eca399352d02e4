package io.github.altprop.jobs.state;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.run.Checkpoint;
import io.github.altprop.jobs.run.CheckpointState.Sum;
import io.github.altprop.jobs.run.Checkpoints;
import io.github.altprop.jobs.run.Checkpoints.Written;
import io.github.altprop.jobs.run.Sums;
import io.github.altprop.training.checkpoint.Safetensors;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run's state as the files of a checkpoint: {@code parameters.safetensors} (with the running
 * statistics), {@code optimizer.safetensors} (moments, {@code firstMoment/layer0.weight}; {@code
 * optimizer-<w>.safetensors} for each worker that keeps its own) and {@code rule.safetensors}
 * (fixed feedback).
 *
 * <p>Executors write the files of numbers that they hold. All else is written from, and read into,
 * the tensors of one trainer of the driver.
 */
public final class CheckpointFiles {
  private static final String PARAMETERS = "parameters.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String RULE = "rule.safetensors";

  private final Trainer trainer;

  public CheckpointFiles(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * Writes and publishes a checkpoint.
   *
   * @param testAccuracy at the end of an epoch, else null
   */
  public void write(
      Checkpoints checkpoints, RunState state, int metricsLines, Double testAccuracy) {
    checkpoints.write(
        state.moment(),
        metricsLines,
        testAccuracy,
        folder -> {
          Map<String, Sum> sums = new TreeMap<>();
          sums.put(RULE, write(folder.child(RULE), rule()));
          Written numbers =
              state.held().write(folder, names()).orElseGet(() -> fromHere(folder, state));
          sums.putAll(numbers.sums());
          return new Written(sums, numbers.optimizerSteps());
        });
  }

  private Written fromHere(Location folder, RunState state) {
    Map<String, Sum> sums = new TreeMap<>();
    List<Long> steps = new ArrayList<>();
    state.model().into(trainer);
    sums.put(PARAMETERS, write(folder.child(PARAMETERS), parameters()));
    if (state.own().isEmpty()) {
      sums.put(OPTIMIZER, write(folder.child(OPTIMIZER), moments()));
      steps.add(state.model().optimizer().steps());
    }
    for (OptimizerState own : state.own()) {
      String file = ofWorker(steps.size());
      own.into(trainer);
      sums.put(file, write(folder.child(file), moments()));
      steps.add(own.steps());
    }
    return new Written(sums, steps);
  }

  private static Sum write(Location file, Map<String, Tensor> tensors) {
    return Sums.write(file, out -> Safetensors.write(out, tensors, Map.of()));
  }

  private StateFiles names() {
    return new StateFiles(
        new StateFiles.File(PARAMETERS, Safetensors.header(parameters(), Map.of())),
        new StateFiles.File(OPTIMIZER, Safetensors.header(moments(), Map.of())));
  }

  /** The state that a checkpoint holds; the trainer's rule state becomes the checkpoint's. */
  public RunState read(Checkpoint checkpoint) {
    List<Long> steps = checkpoint.state().optimizerSteps();
    read(checkpoint, PARAMETERS, parameters());
    read(checkpoint, RULE, rule());
    List<OptimizerState> own = new ArrayList<>();
    if (checkpoint.holds(OPTIMIZER)) {
      read(checkpoint, OPTIMIZER, moments());
      trainer.resumeAt(steps.get(0));
    } else {
      for (int worker = 0; worker < steps.size(); worker++) {
        read(checkpoint, ofWorker(worker), moments());
        trainer.resumeAt(steps.get(worker));
        own.add(OptimizerState.of(trainer));
      }
    }
    return new RunState(checkpoint.state().moment(), ModelState.of(trainer), own);
  }

  static String ofWorker(int worker) {
    return "optimizer-" + worker + ".safetensors";
  }

  private Map<String, Tensor> parameters() {
    Map<String, Tensor> tensors = named("", trainer.learner().parameters());
    tensors.putAll(named("", trainer.learner().statistics()));
    return tensors;
  }

  private Map<String, Tensor> moments() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    new TreeMap<>(trainer.optimizer().slots())
        .forEach((slot, vector) -> tensors.putAll(named(slot + "/", vector)));
    return tensors;
  }

  private Map<String, Tensor> rule() {
    return trainer
        .learner()
        .ruleState()
        .map(state -> named("", state))
        .orElseGet(LinkedHashMap::new);
  }

  private static Map<String, Tensor> named(String prefix, ParameterVector vector) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : vector.layout().parameters()) {
      tensors.put(prefix + parameter.name(), vector.view(parameter));
    }
    return tensors;
  }

  private static void read(Checkpoint checkpoint, String file, Map<String, Tensor> into) {
    try (InputStream in = new BufferedInputStream(checkpoint.open(file), 1 << 16)) {
      Safetensors.read(in, into);
    } catch (IOException e) {
      throw new UserError(
          "checkpoint " + checkpoint.name() + ": " + file + " " + e.getMessage(), e);
    }
  }
}
