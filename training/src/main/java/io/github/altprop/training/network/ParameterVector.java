package io.github.altprop.training.network;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * One flat vector with a named view per parameter: parameters, updates, optimiser moments and a
 * rule's fixed feedback all have this form, so that averaging, Adam and checkpoints are single
 * operations.
 */
public final class ParameterVector {
  private final ParameterLayout layout;
  private final Tensor flat;
  private final Tensor[] views;

  /** A vector of zeros. */
  public ParameterVector(Engine engine, ElementType type, ParameterLayout layout) {
    this(layout, engine.zeros(type, Math.toIntExact(layout.size())));
  }

  private ParameterVector(ParameterLayout layout, Tensor flat) {
    this.layout = layout;
    this.flat = flat;
    List<Parameter> parameters = layout.parameters();
    views = new Tensor[parameters.size()];
    for (Parameter p : parameters) {
      views[p.index()] = flat.slice(p.offset(), p.shape());
    }
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** All elements, [size]. */
  public Tensor flat() {
    return flat;
  }

  /** The elements of one parameter, in its shape; shares memory with {@link #flat}. */
  public Tensor view(Parameter parameter) {
    return views[parameter.index()];
  }

  /**
   * The elements of the parameter of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor view(String name) {
    return view(
        layout
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("no parameter is named " + name)));
  }
}
