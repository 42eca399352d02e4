package io.github.altprop.jobs.export;

import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.worker.Blueprint;
import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.learner.TrainingRound;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A network after a few steps on noise, so that no parameter or statistic is as it began. */
public record SampleModel(TrainedModel model, Learner learner) implements AutoCloseable {
  private static final int CLASSES = 4;
  private static final int ROWS = 6;
  private static final int STEPS = 3;

  /** Trains a named network with a rule, both as in an experiment file. */
  public static SampleModel named(String network, String rule, List<Integer> image) {
    Experiment experiment = experiment(network, rule, "float32");
    Engine engine = Engines.cpu(1);
    Trainer trainer = new Blueprint(experiment, image, CLASSES).trainer(engine);
    return train(experiment, engine, trainer);
  }

  /** Trains layers with backprop. */
  public static SampleModel layers(
      List<LayerFactory> layers, List<Integer> image, ElementType type) {
    Experiment experiment = experiment("mlp", "bp", type.name().toLowerCase(Locale.ROOT));
    Engine engine = Engines.cpu(1);
    Rule rule = LearningRules.REGISTRY.require("bp").factory();
    var he = Initializers.REGISTRY.require("he-truncated").factory();
    Learner learner =
        new LearnerSpec(
                (options, shape, classes, units) -> new Architecture.Layered(layers, he),
                Options.of(List.of(), Map.of()),
                rule,
                Options.of(List.of(), Map.of()),
                new SoftmaxCrossEntropy(Reduction.MEAN),
                type,
                1,
                image,
                CLASSES)
            .build(engine);
    var optimizer = experiment.optimizer();
    Trainer trainer =
        new Trainer(
            engine,
            learner,
            Optimizers.REGISTRY
                .require(optimizer.name())
                .factory()
                .create(engine, learner.parameters(), learner.groups(), optimizer.options()),
            Schedules.REGISTRY.require("constant").factory().apply(experiment.schedule().options()),
            optimizer.options().number("learningRate"),
            List.of());
    return train(experiment, engine, trainer);
  }

  /** Every padding, pooling and non-linearity, on images of 21 x 18 pixels with 2 channels. */
  public static SampleModel everyPaddingAndPool() {
    List<LayerFactory> layers =
        List.of(
            Convolution.of(Patches.padded(3, 2, 1), 5, 0, Activation.ELU, Bias.ABSENT),
            Convolution.of(Patches.same(1, 2), 6, Activation.SIGMOID),
            BatchNormalization.of(
                BatchNormalization.Settings.TENSORFLOW, Activation.leakyRelu(0.2)),
            Pooling.average(Patches.padded(3, 1, 1)),
            Convolution.of(Patches.same(4, 1), 4, 3, Activation.RELU, Bias.PRESENT),
            Pooling.maximum(Patches.same(2, 2)),
            Pooling.average(Patches.same(2, 1)),
            Convolution.of(Patches.valid(2, 1), 8, Activation.IDENTITY),
            Flatten.layer(),
            BatchNormalization.of(BatchNormalization.Settings.TORCH, Activation.IDENTITY),
            Dense.of(4, 2, Activation.IDENTITY, Bias.ABSENT));
    return layers(layers, List.of(21, 18, 2), ElementType.FLOAT32);
  }

  /** A network in double precision that ends without a dense layer. */
  public static SampleModel withoutDense() {
    List<LayerFactory> layers =
        List.of(
            Pooling.maximum(Patches.padded(3, 2, 1)),
            Convolution.of(Patches.same(3, 2), 4, Activation.RELU),
            Pooling.globalAverage());
    return layers(layers, List.of(9, 8, 3), ElementType.FLOAT64);
  }

  private static Experiment experiment(String network, String rule, String precision) {
    return Experiment.read(
        "sample.yaml",
        """
        name: sample
        network: %s
        rule: %s
        optimizer: {name: adam, learningRate: 1e-2}
        precision: %s
        batchSize: %d
        epochs: 1
        """
            .formatted(network, rule, precision, ROWS),
        List.of(),
        Components.catalog());
  }

  private static SampleModel train(Experiment experiment, Engine engine, Trainer trainer) {
    Learner learner = trainer.learner();
    SampleModel sample =
        new SampleModel(
            new TrainedModel(
                experiment,
                "round-000003",
                Map.of("normalization", experiment.dataset().normalization()),
                engine,
                learner),
            learner);
    try (TrainingRound round = trainer.round(1)) {
      for (int step = 0; step < STEPS; step++) {
        int[] labels = new Random(step).ints(ROWS, 0, CLASSES).toArray();
        Minibatch batch = new Minibatch(step, sample.inputs(step), labels);
        round.step(batch, 0, GradientProbe.NONE);
      }
      round.finish();
    }
    return sample;
  }

  /** The same network in a run whose inputs were normalised otherwise. */
  public SampleModel normalized(Map<String, String> normalization) {
    return new SampleModel(
        new TrainedModel(
            model.experiment(), model.checkpoint(), normalization, model.engine(), learner),
        learner);
  }

  /** A minibatch of noise. */
  public float[] inputs(long seed) {
    int size = 1;
    for (int length : learner.network().inputShape()) {
      size *= length;
    }
    Random random = new Random(seed);
    float[] inputs = new float[ROWS * size];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return inputs;
  }

  public int rows() {
    return ROWS;
  }

  @Override
  public void close() {
    model.close();
  }
}
