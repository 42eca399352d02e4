package io.github.altprop.benchmarks;

import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.loss.Losses;
import io.github.altprop.training.optimizer.OptimizerFactory;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.ElementType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a step trains and how.
 *
 * @param network name of an architecture, with its defaults
 * @param rule name of a rule
 * @param ruleOptions what differs from the rule's defaults
 * @param optimizer name of an optimiser
 * @param optimizerOptions what differs from its defaults
 * @param reduction sum or mean
 * @param orthogonality steps from one application of the regulariser to the next; 0 for none
 * @param penalty factor of the regulariser
 * @param type precision
 * @param pixels height and width of the images
 * @param batch examples
 */
record StepSpec(
    String network,
    String rule,
    Map<String, Object> ruleOptions,
    String optimizer,
    Map<String, Object> optimizerOptions,
    String reduction,
    int orthogonality,
    double penalty,
    ElementType type,
    int pixels,
    int batch) {
  static final int CLASSES = 10;
  static final int CHANNELS = 3;

  LearnerSpec learner() {
    Component<ArchitectureFactory> architecture = Architectures.REGISTRY.require(network);
    Component<Rule> made = LearningRules.REGISTRY.require(rule);
    return new LearnerSpec(
        architecture.factory(),
        Options.of(architecture.options(), Map.of()),
        made.factory(),
        Options.of(made.options(), ruleOptions),
        loss(),
        type,
        1,
        List.of(pixels, pixels, CHANNELS),
        CLASSES);
  }

  Component<OptimizerFactory> optimizerComponent() {
    return Optimizers.REGISTRY.require(optimizer);
  }

  Options resolvedOptimizerOptions() {
    return Options.of(optimizerComponent().options(), optimizerOptions);
  }

  /** The same with other numbers in a minibatch. */
  StepSpec withBatch(int examples) {
    return new StepSpec(
        network,
        rule,
        ruleOptions,
        optimizer,
        optimizerOptions,
        reduction,
        orthogonality,
        penalty,
        type,
        pixels,
        examples);
  }

  int imageSize() {
    return pixels * pixels * CHANNELS;
  }

  private Loss loss() {
    Component<Function<Options, Loss>> component = Losses.REGISTRY.require("softmax-cross-entropy");
    return component
        .factory()
        .apply(Options.of(component.options(), Map.of("reduction", reduction)));
  }
}
