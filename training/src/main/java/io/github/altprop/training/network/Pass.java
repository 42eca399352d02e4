package io.github.altprop.training.network;

import io.github.altprop.training.loss.Labels;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * A network at work on minibatches of one size: owns every buffer a step needs, so that a warm step
 * allocates no tensor memory.
 */
public final class Pass {
  private final Network network;
  private final PassContext context;
  private final Tensor input;
  private final Tensor outputError;
  private final Labels labels;
  private final Tensor loss;
  private final Chain chain;
  private NearInverses inverses = NearInverses.NONE;
  private boolean walked;

  /**
   * Allocates the buffers.
   *
   * @param statistics running statistics of batch normalisation, in the network's layout
   * @param batch examples per minibatch
   */
  public Pass(
      Network network,
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      Auxiliary auxiliary,
      int batch) {
    this.network = network;
    context = new PassContext(engine, parameters, statistics, auxiliary, batch, network.layers());
    input = context.buffer(network.inputShape());
    outputError = context.buffer(network.classes());
    labels = new Labels(engine, outputError.type(), batch, network.labels());
    loss = engine.zeros(ElementType.FLOAT64, 1);
    chain = new Chain(network.layers(), context);
  }

  public Network network() {
    return network;
  }

  public Engine engine() {
    return context.engine();
  }

  public ParameterVector parameters() {
    return context.parameters();
  }

  /** Running statistics of batch normalisation. */
  public ParameterVector statistics() {
    return context.statistics();
  }

  /** Examples per minibatch. */
  public int batch() {
    return context.batch();
  }

  /** Where inputs go before {@link #forward}: [batch, in...]. */
  public Tensor input() {
    return input;
  }

  /** A buffer for d loss / d logits: [batch, classes]. */
  public Tensor outputError() {
    return outputError;
  }

  /** Class of each example, for rules that compare the output with it. */
  public Labels labels() {
    return labels;
  }

  /** The sum of the examples' losses, left here by the rule: [1] in float64. */
  public Tensor loss() {
    return loss;
  }

  /** The layers at work, in order. */
  public List<LayerPass> layers() {
    return chain.passes();
  }

  /** Lets the rule borrow inverses in the next update. */
  public void lend(NearInverses inverses) {
    this.inverses = inverses;
  }

  /** What the rule may borrow in this update. */
  public NearInverses inverses() {
    return inverses;
  }

  /** Computes the logits [batch, classes] of what is in {@link #input}. */
  public Tensor forward(Mode mode) {
    walked = false;
    return chain.forward(input, mode);
  }

  /**
   * Walks {@link #outputError} back through the layers and writes every gradient. Errors go over
   * what {@link #forward} computed, so that a second walk computes that again first.
   *
   * @param minibatch running number of the minibatch
   * @param updates gradients, in the layout of the parameters
   */
  public void backward(Feedback feedback, long minibatch, ParameterVector updates) {
    if (walked) {
      chain.forward(input, Mode.REPEATED);
    }
    walked = true;
    feedback.begin(this, minibatch);
    chain.backward(outputError, feedback, updates);
  }
}
