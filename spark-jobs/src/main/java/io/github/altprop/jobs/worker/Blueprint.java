package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Choice;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.loss.Losses;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedule;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How to build what an experiment trains: the same blueprint gives the same initial numbers on
 * every machine.
 *
 * @param experiment what to build
 * @param inputShape [height, width, channels] of the data's images
 * @param classes of the data
 */
public record Blueprint(Experiment experiment, List<Integer> inputShape, int classes) {
  Loss loss() {
    return made(Losses.REGISTRY, experiment.loss());
  }

  Schedule schedule() {
    return made(Schedules.REGISTRY, experiment.schedule());
  }

  /**
   * The learner at its initial state.
   *
   * @throws UserError if network, rule and precision do not fit together
   */
  Learner learner(Engine engine) {
    try {
      return spec().build(engine);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + ": rule "
              + experiment.rule().name()
              + " cannot train network "
              + experiment.network().name()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Number of parameters of what would be trained.
   *
   * @throws IllegalArgumentException if network and data do not fit together
   */
  public long parameters() {
    return spec().parameters();
  }

  /**
   * Numbers that a step keeps for each example of a minibatch.
   *
   * @throws IllegalArgumentException if network and data do not fit together
   */
  public long activations() {
    return spec().activations();
  }

  /**
   * Multiplications that it takes to get one example through all layers.
   *
   * @throws IllegalArgumentException if network and data do not fit together
   */
  public long multiplications() {
    return spec().multiplications();
  }

  private LearnerSpec spec() {
    Choice network = experiment.network();
    Choice rule = experiment.rule();
    return new LearnerSpec(
        Architectures.REGISTRY.require(network.name()).factory(),
        network.options(),
        LearningRules.REGISTRY.require(rule.name()).factory(),
        rule.options(),
        loss(),
        experiment.precision().type(),
        experiment.seed(),
        inputShape,
        classes);
  }

  /**
   * A trainer of a new learner, before its first step.
   *
   * @throws UserError if network, rule and precision do not fit together
   */
  public Trainer trainer(Engine engine) {
    Learner learner = learner(engine);
    Choice choice = experiment.optimizer();
    Optimizer optimizer =
        Optimizers.REGISTRY
            .require(choice.name())
            .factory()
            .create(engine, learner.parameters(), learner.groups(), choice.options());
    List<Regularizer> regularizers = new ArrayList<>();
    experiment
        .regularizers()
        .forEach(
            (name, options) ->
                regularizers.add(
                    Regularizers.REGISTRY
                        .require(name)
                        .factory()
                        .create(
                            engine,
                            experiment.precision().type(),
                            learner.regularized(),
                            options)));
    return new Trainer(
        engine,
        learner,
        optimizer,
        schedule(),
        choice.options().number("learningRate"),
        regularizers);
  }

  private static <T> T made(Registry<Function<Options, T>> registry, Choice choice) {
    return registry.require(choice.name()).factory().apply(choice.options());
  }
}
