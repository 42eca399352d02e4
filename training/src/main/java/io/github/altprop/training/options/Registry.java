package io.github.altprop.training.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The components of one kind, by name: altprop's own, and those that jars on the class path bring.
 *
 * @param <F> type of the components' factories
 */
public final class Registry<F> {
  private final String kind;
  private final Map<String, Component<F>> components = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<String> faults;

  /**
   * A registry that takes no others.
   *
   * @param kind what the components are, for messages: "rule", "network"
   */
  public Registry(String kind, List<? extends Component<? extends F>> components) {
    this.kind = kind;
    components.forEach(this::add);
    faults = List.of();
  }

  /**
   * A registry that jars on the class path add to. A component that is refused is left out and said
   * in {@link #faults}, as nobody could catch what a registry throws while its class is loaded.
   *
   * @param kind what the components are, for messages: "rule", "network"
   * @param components altprop's own
   * @param service what brings others
   */
  public Registry(
      String kind,
      List<? extends Component<? extends F>> components,
      Class<? extends ComponentProvider<F>> service) {
    this.kind = kind;
    components.forEach(this::add);
    faults =
        Plugins.forEach(
            service,
            (provider, origin) -> {
              for (Component<? extends F> component : provider.components()) {
                ComponentCheck.require(kind, component);
                add(component);
                origins.put(component.name(), origin);
              }
            });
  }

  private void add(Component<? extends F> given) {
    @SuppressWarnings("unchecked") // a component only ever gives its factory away
    Component<F> component = (Component<F>) given;
    if (components.putIfAbsent(component.name(), component) != null) {
      throw new IllegalArgumentException("two " + kind + "s are named " + component.name());
    }
  }

  /** The jar or folder that a component comes from; empty for altprop's own. */
  public Optional<String> origin(String name) {
    return Optional.ofNullable(origins.get(name));
  }

  /** What is wrong with what jars on the class path bring: a sentence each, naming the jar. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** What the components are: "rule", "network". */
  public String kind() {
    return kind;
  }

  /** The component of this name, if there is one. */
  public Optional<Component<F>> find(String name) {
    return Optional.ofNullable(components.get(name));
  }

  /**
   * The component of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Component<F> require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no "
                        + kind
                        + " is named "
                        + name
                        + "; there are "
                        + String.join(", ", names())));
  }

  /** All names, in the order of registration. */
  public List<String> names() {
    return List.copyOf(components.keySet());
  }

  /** All components, in the order of registration. */
  public List<Component<F>> all() {
    return List.copyOf(components.values());
  }
}
