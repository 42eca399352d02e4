package io.github.altprop.training.associated;

import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** All components at work, one after the other, on minibatches of one size. */
public final class AssociatedPass {
  private final Engine engine;
  private final List<ComponentPass> components = new ArrayList<>();

  /**
   * Allocates the buffers.
   *
   * @param batch examples per minibatch
   */
  public AssociatedPass(
      AssociatedNetwork network,
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      int batch) {
    this.engine = engine;
    for (AssociatedComponent component : network.components()) {
      components.add(new ComponentPass(component, engine, parameters, statistics, batch));
    }
  }

  /** Where inputs go before {@link #forward}: [batch, in...]. */
  public Tensor input() {
    return components.get(0).input();
  }

  /** Where one-hot labels go before {@link #forward}: [batch, classes]. */
  public Tensor target() {
    return components.get(0).target();
  }

  /** The components' own passes, from input to output. */
  public List<ComponentPass> components() {
    return List.copyOf(components);
  }

  /** Computes the signals of all components. */
  public void forward(Mode mode) {
    ComponentPass below = null;
    for (ComponentPass component : components) {
      if (below != null) {
        engine.copy(below.nextInput(), component.input());
        engine.copy(below.nextTarget(), component.target());
      }
      component.forward(mode);
      below = component;
    }
  }

  /**
   * Writes all gradients.
   *
   * @return the losses of the last forward, component by component
   */
  public List<ComponentLosses> backward(long minibatch, ParameterVector updates) {
    return components.stream().map(pass -> pass.backward(minibatch, updates)).toList();
  }
}
