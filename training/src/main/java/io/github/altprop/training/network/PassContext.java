package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * What layers share when they are opened for one batch size: the engine, the parameters, and error
 * buffers.
 *
 * <p>Errors live briefly, so all layers of one level share two buffers that alternate (error at the
 * output, error at the input) and one for the error at the pre-activation. Layers inside a
 * composite layer work on a level of their own.
 */
public final class PassContext {
  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final Auxiliary auxiliary;
  private final int batch;
  private final Tensor[] errors = new Tensor[2];
  private final Tensor delta;
  private final PassContext inner;
  private boolean anythingBelow;
  private int turn;

  PassContext(
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      Auxiliary auxiliary,
      int batch,
      List<Layer> layers) {
    this(engine, parameters, statistics, auxiliary, batch, layers, true);
  }

  private PassContext(
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      Auxiliary auxiliary,
      int batch,
      List<Layer> layers,
      boolean outermost) {
    this.engine = engine;
    this.parameters = parameters;
    this.statistics = statistics;
    this.auxiliary = auxiliary;
    this.batch = batch;
    anythingBelow = !outermost;
    int largestInput = 0;
    int largestDelta = 0;
    // The first layer of a network sends no error on, so its input needs no buffer.
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      largestInput =
          Math.max(largestInput, i == 0 && outermost ? 0 : Shapes.size(layer.inputShape()));
      largestDelta = Math.max(largestDelta, layer.deltaSize());
    }
    for (int i = 0; i < errors.length; i++) {
      errors[i] = engine.zeros(parameters.flat().type(), batch * largestInput);
    }
    delta = engine.zeros(parameters.flat().type(), batch * largestDelta);
    List<Layer> children = layers.stream().flatMap(layer -> layer.children().stream()).toList();
    inner =
        children.isEmpty()
            ? null
            : new PassContext(engine, parameters, statistics, auxiliary, batch, children, false);
  }

  public Engine engine() {
    return engine;
  }

  public ParameterVector parameters() {
    return parameters;
  }

  /** Running statistics of batch normalisation. */
  public ParameterVector statistics() {
    return statistics;
  }

  public Auxiliary auxiliary() {
    return auxiliary;
  }

  public int batch() {
    return batch;
  }

  /** A buffer of this layer's own, [batch, shape...]. */
  public Tensor buffer(int... shape) {
    return engine.zeros(parameters.flat().type(), Shapes.batched(batch, shape));
  }

  /**
   * The level on which the layers of one branch of a composite layer are opened, after {@link
   * #inputError} of the composite layer.
   *
   * @param anythingBelow whether the composite layer has weights below it
   */
  PassContext branch(boolean anythingBelow) {
    inner.anythingBelow = anythingBelow;
    return inner;
  }

  /** Whether there are parameters below the layer that is being opened, so that it sends errors. */
  boolean anythingBelow() {
    return anythingBelow;
  }

  /**
   * The buffer for the error at a layer's input, or null if nothing below it needs one. Layers are
   * opened in order and call this once, unless they hand their output error on.
   */
  Tensor inputError(Layer layer) {
    boolean wanted = anythingBelow;
    anythingBelow |= layer.trainable();
    return wanted ? errors[turn++ % 2].slice(0, Shapes.batched(batch, layer.inputShape())) : null;
  }

  /** The shared buffer for the error at a layer's pre-activation, [batch, shape...]. */
  Tensor delta(int... shape) {
    return delta.slice(0, Shapes.batched(batch, shape));
  }
}
