package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What layers share when they are opened for one batch size: the engine, the parameters, and error
 * buffers.
 *
 * <p>Errors live briefly, so all layers of one level share two buffers that alternate: error at the
 * output, which becomes the error at the pre-activation, and error at the input. Layers inside a
 * composite layer work on a level of their own.
 */
public final class PassContext {
  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final Auxiliary auxiliary;
  private final int batch;
  private final Tensor[] errors = new Tensor[2];
  private final PassContext inner;
  private final Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());
  private Tensor delta;
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
    // The first layer of a network sends no error on, so its input needs no buffer.
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      largestInput =
          Math.max(largestInput, i == 0 && outermost ? 0 : Shapes.size(layer.inputShape()));
    }
    for (int i = 0; i < errors.length; i++) {
      errors[i] = engine.zeros(parameters.flat().type(), batch * largestInput);
    }
    delta = engine.zeros(parameters.flat().type(), 0);
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
    return wanted
        ? own(errors[turn++ % 2].slice(0, Shapes.batched(batch, layer.inputShape())))
        : null;
  }

  /** Another shape of an error that a layer hands on; as much the pass's own as the error is. */
  Tensor reshaped(Tensor error, int... shape) {
    Tensor view = error.reshape(shape);
    return own.contains(error) ? own(view) : view;
  }

  /**
   * Where the error at a pre-activation goes: over the error at the output if that is in one of
   * this level's buffers, as nobody reads it again; else into a buffer that all layers share.
   */
  Tensor delta(Tensor outputError) {
    if (own.contains(outputError)) {
      return outputError;
    }
    if (delta.size() < outputError.size()) {
      engine.release(delta);
      delta = engine.zeros(outputError.type(), Math.toIntExact(outputError.size()));
    }
    return delta.slice(0, outputError.shape());
  }

  private Tensor own(Tensor error) {
    own.add(error);
    return error;
  }
}
