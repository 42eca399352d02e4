package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What layers share when they are opened for one batch size: the engine, the parameters, and memory
 * for errors.
 *
 * <p>Errors live briefly: one at a layer's output, which becomes the error at the pre-activation,
 * and one at its input. Those of a network's own layers lie over outputs that are not read again;
 * layers inside composite ones, whose outputs are, work on a level with buffers of its own.
 */
public final class PassContext {
  // In bytes; engines make none that is larger.
  private static final long LARGEST_TENSOR = Integer.MAX_VALUE;

  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final Auxiliary auxiliary;
  private final int batch;
  private final ErrorMemory errors;
  private final PassContext inner;
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
    return wanted ? own(errors.inputError(layer)) : null;
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
