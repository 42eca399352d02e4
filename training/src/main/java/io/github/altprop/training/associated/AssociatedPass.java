package io.github.altprop.training.associated;

import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All components at work, one after the other, on minibatches of one size. */
public final class AssociatedPass {
  private final Engine engine;
  private final List<ComponentPass> components = new ArrayList<>();
  private final Tensor losses;

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
    losses = engine.zeros(ElementType.FLOAT64, components.size(), 2);
  }

  /** Examples per minibatch. */
  public int batch() {
    return input().dimension(0);
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
   * @return what {@link #losses} reads: [components, 2] in float64, overwritten by the next call
   */
  public Tensor backward(long minibatch, ParameterVector updates) {
    for (int i = 0; i < components.size(); i++) {
      Tensor own = components.get(i).backward(minibatch, updates);
      engine.copy(own, losses.slice(2L * i, 2));
    }
    return losses;
  }

  /** The losses of all components after {@link #forward}; gradients stay as they are. */
  public List<ComponentLosses> measure() {
    List<ComponentLosses> measured = new ArrayList<>();
    for (ComponentPass component : components) {
      measured.add(component.losses(component.measure().toDoubles()));
    }
    return measured;
  }

  /** The losses that {@link #backward} left, component by component. */
  public List<ComponentLosses> losses(double[] sums) {
    List<ComponentLosses> read = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      read.add(components.get(i).losses(Arrays.copyOfRange(sums, 2 * i, 2 * i + 2)));
    }
    return read;
  }
}
