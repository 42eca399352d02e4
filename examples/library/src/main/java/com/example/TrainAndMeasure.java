package com.example;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.evaluation.metric.Angle;
import io.github.altprop.evaluation.metric.LayerAngles;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Losses;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Trains a network with feedback alignment on examples of its own, and measures it. */
public final class TrainAndMeasure {
  private static final int FEATURES = 20;
  private static final int CLASSES = 4;

  private TrainAndMeasure() {}

  public static void main(String[] arguments) {
    Random random = new Random(1);
    Engine engine = Engines.cpu(1);
    var network = Architectures.REGISTRY.require("mlp");
    var rule = LearningRules.REGISTRY.require("fa");
    var loss = Losses.REGISTRY.require("softmax-cross-entropy");
    var adam = Optimizers.REGISTRY.require("adam");
    var constant = Schedules.REGISTRY.require("constant");
    Learner learner =
        new LearnerSpec(
                network.factory(),
                options(network, Map.of("width", 32L)),
                rule.factory(),
                options(rule, Map.of()),
                loss.factory().apply(options(loss, Map.of())),
                ElementType.FLOAT32,
                1, // the seed
                List.of(FEATURES),
                CLASSES)
            .build(engine);
    Options rates = options(adam, Map.of("learningRate", 0.002));
    Trainer trainer =
        new Trainer(
            engine,
            learner,
            adam.factory().create(engine, learner.parameters(), learner.groups(), rates),
            constant.factory().apply(options(constant, Map.of())),
            rates.number("learningRate"),
            List.of()); // no regularisers

    LayerAngles angles = new LayerAngles();
    ParameterVector exact =
        new ParameterVector(engine, ElementType.FLOAT32, learner.parameters().layout());
    for (int step = 0; step < 1_000; step++) {
      trainer.step(
          examples(64, random),
          0, // epochs done, for the schedule
          1,
          (trained, batch, losses, updates) -> {
            trained.backpropagate(exact);
            for (var weight : trained.weights()) {
              angles.add(
                  weight.name(), Angle.degrees(engine, updates.view(weight), exact.view(weight)));
            }
          });
    }

    Minibatch test = examples(1_000, random);
    Accuracy accuracy = new Accuracy(CLASSES);
    accuracy.add(learner.logits(test.inputs(), test.size()), test.labels(), 0);
    System.out.println("accuracy " + accuracy.top1().orElseThrow());
    angles
        .degrees()
        .forEach(
            (weight, degrees) -> System.out.println(weight + " " + degrees.mean().orElseThrow()));
  }

  /** Points around a centre for each class: class k is larger in features k, k + 4, k + 8, ... */
  private static Minibatch examples(int count, Random random) {
    float[] inputs = new float[count * FEATURES];
    int[] labels = new int[count];
    for (int i = 0; i < inputs.length; i++) {
      int example = i / FEATURES;
      labels[example] = example % CLASSES;
      float centre = i % FEATURES % CLASSES == labels[example] ? 1 : 0;
      inputs[i] = centre + (float) random.nextGaussian();
    }
    return new Minibatch(0, inputs, labels);
  }

  private static Options options(Component<?> component, Map<String, ?> given) {
    return Options.of(component.options(), given);
  }
}
