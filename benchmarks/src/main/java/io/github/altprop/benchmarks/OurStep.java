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
import io.github.altprop.training.tensor.Engine;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Steps of our trainer on a few minibatches of noise in turn: on a single one, weights would run
 * off in one direction as they do not in training.
 */
final class OurStep implements Step {
  private static final int MINIBATCHES = 16;

  private final Engine engine;
  private final Trainer trainer;
  private final List<Minibatch> batches;
  private final int cycle;
  private int made;

  /**
   * @param engine is closed with the step
   */
  OurStep(StepSpec spec, Engine engine) {
    this.engine = engine;
    Learner learner = spec.learner().build(engine);
    Options optimizer = spec.resolvedOptimizerOptions();
    trainer =
        new Trainer(
            engine,
            learner,
            spec.optimizerComponent()
                .factory()
                .create(engine, learner.parameters(), learner.groups(), optimizer),
            (epochs, total) -> 1,
            optimizer.number("learningRate"),
            regularizers(spec, learner));
    batches = IntStream.range(0, MINIBATCHES).mapToObj(i -> noise(spec, i)).toList();
    cycle = Math.max(1, spec.orthogonality());
  }

  private List<Regularizer> regularizers(StepSpec spec, Learner learner) {
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
      trainer.step(batches.get(made++ % MINIBATCHES), 0, 1, GradientProbe.NONE);
    }
  }

  @Override
  public int cycle() {
    return cycle;
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
