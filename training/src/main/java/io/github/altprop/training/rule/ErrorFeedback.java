package io.github.altprop.training.rule;

import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Tensor;
import java.util.Optional;

/**
 * The family of rules that send the error back through the network, layer by layer.
 *
 * <p>delta_L = dL/dy; delta_l = D_l o e_l; dW_l = delta_l^T a_{l-1}; e_{l-1} = delta_l B_l, where
 * D_l is the derivative of the activation and B_l, [units, fan-in], is all that a {@link Feedback}
 * decides.
 */
public final class ErrorFeedback implements LearningRule {
  private final Loss loss;
  private final Feedback feedback;
  private final ParameterVector state;

  /** A rule whose feedback holds nothing of its own. */
  public ErrorFeedback(Loss loss, Feedback feedback) {
    this(loss, feedback, null);
  }

  /**
   * A rule whose feedback holds weights that must be kept with the parameters.
   *
   * @param state the feedback's fixed weights, or null
   */
  public ErrorFeedback(Loss loss, Feedback feedback, ParameterVector state) {
    this.loss = loss;
    this.feedback = feedback;
    this.state = state;
  }

  @Override
  public void prepare(Pass pass, long minibatch) {
    feedback.prepare(pass, minibatch);
  }

  @Override
  public boolean repeats() {
    return feedback.repeats();
  }

  @Override
  public void update(Pass pass, long minibatch, ParameterVector updates) {
    Tensor logits = pass.forward(Mode.TRAINING);
    loss.evaluate(pass.engine(), logits, pass.labels().tensor(), pass.outputError(), pass.loss());
    pass.backward(feedback, minibatch, updates);
  }

  @Override
  public Optional<FeedbackWeight> feedback(Synapse synapse, Tensor weight) {
    return feedback instanceof FeedbackWeights weights
        ? Optional.of(new FeedbackWeight(weights.weights(synapse, weight), weights.origin()))
        : Optional.empty();
  }

  @Override
  public Optional<ParameterVector> state() {
    return Optional.ofNullable(state);
  }
}
