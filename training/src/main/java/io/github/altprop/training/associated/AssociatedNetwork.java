package io.github.altprop.training.associated;

import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.Synapse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network of components that learn side by side.
 *
 * <pre>
 * s_0 = x;  t_0 = onehot(label)
 * s_i = f_i(s_{i-1});  s'_i = b_i(s_i);  t_i = g_i(t_{i-1});  t'_{i-1} = h_i(t_i)
 * y = h_1(... h_C(b_C(f_C(... f_1(x)))))
 * </pre>
 *
 * <p>Source: Kao and Chen 2021, section 4; experiments, section 3.1.
 */
public final class AssociatedNetwork {
  private final List<AssociatedComponent> components;
  private final Network inference;

  private AssociatedNetwork(List<AssociatedComponent> components, Network inference) {
    this.components = List.copyOf(components);
    this.inference = inference;
  }

  /**
   * Places the components one after the other.
   *
   * @param inputShape shape of one example
   * @param classes width of t_0
   * @throws IllegalArgumentException if the parts of a component do not fit together
   */
  public static AssociatedNetwork of(
      int[] inputShape, int classes, List<ComponentLayers> components) {
    LayerFactory.Slots slots = new LayerFactory.Slots(new ParameterLayout(), new ParameterLayout());
    List<AssociatedComponent> placed = new ArrayList<>();
    int[] signal = inputShape;
    int[] target = {classes};
    for (ComponentLayers layers : components) {
      AssociatedComponent component =
          new AssociatedComponent("component" + placed.size(), signal, target, layers, slots);
      placed.add(component);
      signal = AssociatedComponent.last(component.forward());
      target = AssociatedComponent.last(component.bridge());
    }
    return new AssociatedNetwork(
        placed, Network.ofPlaced(inputShape, inferencePath(placed), slots));
  }

  /** f_1, ..., f_C, b_C, h_C, ..., h_1. */
  private static List<Layer> inferencePath(List<AssociatedComponent> components) {
    List<Layer> path = new ArrayList<>();
    components.forEach(component -> path.addAll(component.forward()));
    path.addAll(components.get(components.size() - 1).bridge());
    for (int i = components.size() - 1; i >= 0; i--) {
      path.addAll(components.get(i).decoder());
    }
    return path;
  }

  public List<AssociatedComponent> components() {
    return components;
  }

  /** How many elements each of t_0, ..., t_C has. */
  public List<Integer> targetSizes() {
    List<Integer> sizes = new ArrayList<>(List.of(inference.classes()));
    for (AssociatedComponent component : components) {
      int[] shape = AssociatedComponent.last(component.bridge());
      sizes.add(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }
    return sizes;
  }

  /** The path from inputs to h_1's outputs, one score per class; shares all parameters. */
  public Network inference() {
    return inference;
  }

  /** Numbers that are kept for each example by the two networks of every component. */
  public long activations() {
    return components.stream()
        .mapToLong(
            component ->
                component.associated().activations() + component.autoencoder().activations())
        .sum();
  }

  /** Whether every layer of every component repeats: see {@link Network#repeats}. */
  public boolean repeats() {
    return components.stream()
        .allMatch(
            component -> component.associated().repeats() && component.autoencoder().repeats());
  }

  /** The parameters of all components. */
  public ParameterLayout parameters() {
    return inference.parameters();
  }

  /** Running statistics of batch normalisation. */
  public ParameterLayout statistics() {
    return inference.statistics();
  }

  /** Every layer with a weight, of all parts. */
  public List<Synapse> synapses() {
    List<Synapse> synapses = new ArrayList<>();
    for (AssociatedComponent component : components) {
      synapses.addAll(component.associated().synapses());
      synapses.addAll(component.autoencoder().synapses());
    }
    return synapses;
  }

  /** Number of parameters that inference uses; the others serve training only. */
  public long effectiveParameters() {
    Set<String> layers =
        inference.layers().stream().map(layer -> layer.name() + ".").collect(Collectors.toSet());
    return parameters().parameters().stream()
        .filter(parameter -> layers.stream().anyMatch(parameter.name()::startsWith))
        .mapToLong(Parameter::size)
        .sum();
  }
}
