package io.github.altprop.training.learner;

import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.rule.FeedbackWeight;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trainer needs, whatever the family: flat parameters, an update per minibatch, predictions,
 * and features by layer name.
 */
public interface Learner {
  /**
   * The layers between inputs and {@link #logits}; its parameters are among {@link #parameters}.
   */
  Network network();

  /** What is trained and averaged. */
  ParameterVector parameters();

  /** Running statistics, averaged across workers; may be empty. */
  ParameterVector statistics();

  /** What the rule holds fixed: kept with the parameters, never averaged. */
  Optional<ParameterVector> ruleState();

  /** Parts of the parameters with rates of their own. */
  List<ParameterGroup> groups();

  /** Puts a minibatch, and all else that its {@link #compute} needs and no other does. */
  void load(Minibatch batch);

  /**
   * Writes the rule's updates for the minibatch that was loaded last.
   *
   * @param inverses what a rule that sends errors through inverses may borrow instead of computing
   *     it
   * @return the losses, until the next minibatch
   */
  StepLoss compute(NearInverses inverses, ParameterVector updates);

  /**
   * Whether {@link #compute} asks the same of the engine for every minibatch of one size: see
   * {@link io.github.altprop.training.tensor.Engine#repeatedly}.
   */
  boolean repeats();

  /**
   * Writes the rule's updates for a minibatch.
   *
   * @return the losses, until the next update
   */
  default StepLoss update(Minibatch batch, ParameterVector updates) {
    load(batch);
    return compute(NearInverses.NONE, updates);
  }

  /**
   * Writes backprop's gradients for the minibatch of the last {@link #update}, at the same
   * parameters.
   *
   * @throws UnsupportedOperationException if backprop does not apply to this learner
   */
  void backpropagate(ParameterVector gradients);

  /**
   * The weight through which the rule sends errors back in place of one of {@link #weights}, units
   * that are passed on only; empty for the first layer and for rules without such weights.
   */
  default Optional<FeedbackWeight> feedback(Parameter weight) {
    return Optional.empty();
  }

  /** The weights whose updates are compared with backprop's, from input to output. */
  List<Parameter> weights();

  /** The weights that regularisers bear on, those of all parts, from input to output. */
  default List<Parameter> regularized() {
    return weights();
  }

  /**
   * Logits, or whatever scores stand for them, of a few examples.
   *
   * @param inputs [rows, in...]
   * @return [rows, classes]
   */
  float[] logits(float[] inputs, int rows);

  /** Number of logits. */
  int classes();

  /** Names for {@link #features}: {@code input}, every layer, {@code output}. */
  List<String> featureNames();

  /**
   * What a layer passes on.
   *
   * @param name one of {@link #featureNames}
   * @return [rows, features]
   * @throws IllegalArgumentException if there is no such layer
   */
  float[] features(String name, float[] inputs, int rows);

  /** What trains parts of this learner at the same time; empty unless it pipelines. */
  default Optional<Pipeline> pipeline() {
    return Optional.empty();
  }

  /**
   * What every component would minimise on a few examples, as inference computes them; none without
   * components.
   *
   * @param inputs [labels.length, in...]
   * @param labels class of each example, from 0
   */
  default List<ComponentLosses> componentLosses(float[] inputs, int[] labels) {
    return List.of();
  }

  /**
   * How many elements each of the targets t_0, ..., t_C of components has; none without components.
   */
  default List<Integer> targetSizes() {
    return List.of();
  }

  /** Parameter counts by what they are for, for people: {@code parameters} and parts of it. */
  Map<String, Long> parameterCounts();
}
