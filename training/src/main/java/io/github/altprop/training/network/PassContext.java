package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What layers get when they are opened for one batch size: the engine, the parameters, and buffers
 * for outputs and errors.
 *
 * <p>Memory is shared because an error is needed only until the layer below has used it. On the
 * walk back, the error at a layer's output is overwritten by the error at its pre-activation, and
 * the error at its input is written over outputs that no layer will read again ({@link
 * OverlaidErrors}). Layers inside a composite layer, such as a residual block, cannot do the
 * latter: the outputs around them are still needed. They get a context of their own, whose errors
 * have two buffers that take turns ({@link AlternatingErrors}).
 */
public final class PassContext {
  // In bytes. Engines index with ints, so they make no larger tensor.
  private static final long LARGEST_TENSOR = Integer.MAX_VALUE;

  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final Auxiliary auxiliary;
  private final int batch;
  private final ErrorMemory errors;

  /** For the layers inside composite ones; null if there are none. */
  private final PassContext inner;

  /** Errors in buffers of this context, which layers may overwrite. */
  private final Set<Tensor> own = Collections.newSetFromMap(new IdentityHashMap<>());

  private Tensor delta;
  private boolean anythingBelow;

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
    errors = outermost ? overlaid(layers) : alternating(layers);
    delta = engine.zeros(parameters.flat().type(), 0);
    List<Layer> children = layers.stream().flatMap(layer -> layer.children().stream()).toList();
    inner =
        children.isEmpty()
            ? null
            : new PassContext(engine, parameters, statistics, auxiliary, batch, children, false);
  }

  private ErrorMemory overlaid(List<Layer> layers) {
    // The first layer with parameters sends no error on.
    List<Layer> senders = layers.stream().dropWhile(layer -> !layer.trainable()).skip(1).toList();
    OverlayPlan plan = new OverlayPlan(batch, layers, inTurn(senders));
    return plan.elements() * parameters.flat().type().bytes() > LARGEST_TENSOR
        ? alternating(senders)
        : new OverlaidErrors(engine, parameters.flat().type(), batch, plan);
  }

  private ErrorMemory alternating(List<Layer> senders) {
    return new AlternatingErrors(engine, parameters.flat().type(), batch, inTurn(senders));
  }

  private static List<Layer> inTurn(List<Layer> layers) {
    return layers.stream().filter(layer -> !layer.reshapes()).toList();
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

  /**
   * The buffer for what a layer passes on, [batch, out...]; not to be read once the walk back has
   * passed the layer.
   */
  Tensor output(Layer layer) {
    Tensor shared = errors.output(layer);
    return shared == null ? buffer(layer.outputShape()) : shared;
  }

  /** A buffer of this layer's own, [batch, shape...]. */
  public Tensor buffer(int... shape) {
    return engine.zeros(parameters.flat().type(), Shapes.batched(batch, shape));
  }

  /**
   * The context in which the layers of one branch of a composite layer are opened. To be asked for
   * after {@link #inputError} of the composite layer.
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
    return wanted ? own(errors.inputError(layer)) : null;
  }

  /**
   * The same error in another shape, for a layer that hands errors on unchanged. Layers may
   * overwrite the result if they may overwrite {@code error}.
   */
  Tensor reshaped(Tensor error, int... shape) {
    Tensor view = error.reshape(shape);
    return own.contains(error) ? own(view) : view;
  }

  /**
   * The buffer for the error at a pre-activation. It is the error at the output itself if that is
   * in a buffer of this context, since nobody reads it again; else one that all layers share.
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
