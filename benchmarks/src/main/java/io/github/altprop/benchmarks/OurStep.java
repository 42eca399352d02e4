package io.github.altprop.benchmarks;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.RegularizerFactory;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Precision;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Steps of our trainer on a few minibatches of noise in turn: on a single one, weights would run
 * off in one direction as they do not in training.
 */
final class OurStep implements Step {
  private static final int MINIBATCHES = 16;

  /** Of all minibatches: drawing more noise would take longer than the steps. */
  private static final int MOST_VALUES = 1 << 25;

  private final Engine engine;
  private final boolean asynchronous;
  private final Trainer trainer;
  private final List<Minibatch> batches;
  private final int cycle;
  private int made;

  /**
   * On processors.
   *
   * @param engine is closed with the step
   */
  OurStep(StepSpec spec, Engine engine) {
    this(spec, engine, false);
  }

  private OurStep(StepSpec spec, Engine engine, boolean asynchronous) {
    this.engine = engine;
    this.asynchronous = asynchronous;
    trainer = trainer(spec, engine);
    int count = Math.max(2, Math.min(MINIBATCHES, MOST_VALUES / (spec.batch() * spec.imageSize())));
    batches = IntStream.range(0, count).mapToObj(i -> noise(spec, i)).toList();
    cycle = Math.max(1, spec.orthogonality());
  }

  /**
   * A step on a device.
   *
   * @param name of the catalog, and after an @ the precision if it is not float32
   * @param threads for processors
   */
  static OurStep of(String name, Device device, int threads) {
    int at = name.indexOf('@');
    StepSpec spec = StepCatalog.require(at < 0 ? name : name.substring(0, at));
    Precision precision = at < 0 ? Precision.FLOAT32 : Precision.of(name.substring(at + 1));
    Engine engine = Engines.open(device, threads, precision);
    try {
      return new OurStep(spec, engine, device.kind() == Device.Kind.GPU);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** A trainer as a spec wants it, at its start. */
  static Trainer trainer(StepSpec spec, Engine engine) {
    Learner learner = spec.learner().build(engine);
    Options optimizer = spec.resolvedOptimizerOptions();
    return new Trainer(
        engine,
        learner,
        spec.optimizerComponent()
            .factory()
            .create(engine, learner.parameters(), learner.groups(), optimizer),
        (epochs, total) -> 1,
        optimizer.number("learningRate"),
        regularizers(spec, engine, learner));
  }

  private static List<Regularizer> regularizers(StepSpec spec, Engine engine, Learner learner) {
    if (spec.orthogonality() == 0) {
      return List.of();
    }
    Component<RegularizerFactory> component = Regularizers.REGISTRY.require("orthogonality");
    Options options =
        Options.of(
            component.options(),
            Map.of("weight", spec.penalty(), "every", (long) spec.orthogonality()));
    return List.of(component.factory().create(engine, spec.type(), learner.weights(), options));
  }

  private static Minibatch noise(StepSpec spec, int number) {
    Gaussian random = new Gaussian(number);
    float[] inputs = new float[spec.batch() * spec.imageSize()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.next();
    }
    int[] labels = new int[spec.batch()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % StepSpec.CLASSES;
    }
    return new Minibatch(number, inputs, labels);
  }

  @Override
  public void run() {
    for (int i = 0; i < cycle; i++) {
      trainer.step(batches.get(made++ % batches.size()), 0, 1, GradientProbe.NONE);
    }
  }

  @Override
  public int cycle() {
    return cycle;
  }

  @Override
  public boolean isAsynchronous() {
    return asynchronous;
  }

  @Override
  public void await() {
    trainer.learner().parameters().flat().at(0);
  }

  /** A copy of all parameters. */
  float[] parameters() {
    return trainer.learner().parameters().flat().toFloats();
  }

  /** Bytes of all tensors that the step keeps. */
  long bytes() {
    return engine.allocatedBytes();
  }

  @Override
  public void close() {
    engine.close();
  }
}
