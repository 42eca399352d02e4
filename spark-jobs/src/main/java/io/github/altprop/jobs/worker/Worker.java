package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Labels;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.OutOfDeviceMemoryException;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one task computes with: an engine, a trainer and the data. Building one is expensive, so it
 * is kept for later tasks. What a trainer holds from the task before shows in no result, because
 * each task first puts in the state that it starts from.
 */
public final class Worker implements AutoCloseable {
  private final Experiment experiment;
  private final Device device;
  private final Engine engine;
  private final Trainer trainer;
  private final Loss loss;
  private final Inputs inputs;
  private final Tensor scores;
  private final Tensor sum;
  private final Map<Integer, Labels> labels = new HashMap<>();
  private ParameterVector gradients;
  private ParameterVector updates;

  private Worker(Blueprint blueprint, Device device, Engine engine, Inputs inputs) {
    this.experiment = blueprint.experiment();
    this.device = device;
    this.engine = engine;
    this.inputs = inputs;
    trainer = blueprint.trainer(engine);
    loss = blueprint.loss();
    scores = engine.zeros(ElementType.FLOAT32, experiment.batchSize(), trainer.learner().classes());
    sum = engine.zeros(ElementType.FLOAT64, 1);
  }

  /**
   * Sets a worker up.
   *
   * @param device that it computes on
   * @param rule what the learning rule holds fixed
   */
  static Worker open(WorkerPlan plan, Device device, Numbers rule) {
    Blueprint blueprint = plan.blueprint();
    return told(blueprint.experiment(), () -> open(plan, blueprint, device, rule));
  }

  private static Worker open(WorkerPlan plan, Blueprint blueprint, Device device, Numbers rule) {
    Engine engine = Placement.open(device, plan.threads(), blueprint.experiment().precision());
    try {
      Worker worker =
          new Worker(blueprint, device, engine, new Inputs(plan.data(), blueprint.experiment()));
      worker.learner().ruleState().ifPresent(state -> rule.into(state.flat()));
      return worker;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  public Experiment experiment() {
    return experiment;
  }

  /** What the learner minimises. */
  public Loss loss() {
    return loss;
  }

  /** Does some work in the calling thread, which may not have used this worker before. */
  <R> R run(Function<Worker, R> work) {
    return told(
        experiment,
        () -> {
          engine.attach();
          return work.apply(this);
        });
  }

  /** Turns a lack of memory on the device into a message to the user, who can mend it. */
  private static <R> R told(Experiment experiment, Supplier<R> work) {
    try {
      return work.get();
    } catch (OutOfDeviceMemoryException e) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + " with minibatches of "
              + experiment.batchSize()
              + ": "
              + e.getMessage()
              + "; make batchSize or the network smaller, or have fewer workers on a device",
          e);
    }
  }

  Device device() {
    return device;
  }

  public Engine engine() {
    return engine;
  }

  public Trainer trainer() {
    return trainer;
  }

  public Learner learner() {
    return trainer.learner();
  }

  public Inputs inputs() {
    return inputs;
  }

  /** Room for gradients that are compared with updates. */
  public ParameterVector gradients() {
    if (gradients == null) {
      gradients = likeParameters();
    }
    return gradients;
  }

  /** Room for updates that are not made. */
  public ParameterVector updates() {
    if (updates == null) {
      updates = likeParameters();
    }
    return updates;
  }

  private ParameterVector likeParameters() {
    ParameterVector parameters = learner().parameters();
    return new ParameterVector(engine, parameters.flat().type(), parameters.layout());
  }

  /**
   * The sum of the examples' losses.
   *
   * @param logits [labels.length, outputs], of at most a minibatch
   */
  public double lossSum(float[] logits, int[] labels) {
    Tensor rows = scores.rows(0, labels.length);
    rows.put(logits);
    Labels classes = this.labels.computeIfAbsent(labels.length, this::room);
    classes.put(labels);
    loss.evaluate(engine, rows, classes.tensor(), null, sum);
    return sum.at(0);
  }

  private Labels room(int rows) {
    return new Labels(engine, scores.type(), rows, learner().network().labels());
  }

  @Override
  public void close() {
    inputs.close();
    engine.close();
  }
}
