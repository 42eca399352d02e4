package io.github.altprop.training.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The components of one kind, by name.
 *
 * @param <F> type of the components' factories
 */
public final class Registry<F> {
  private final String kind;
  private final Map<String, Component<F>> components = new LinkedHashMap<>();

  /**
   * @param kind what the components are, for messages: "rule", "network"
   */
  public Registry(String kind, List<? extends Component<? extends F>> components) {
    this.kind = kind;
    for (Component<? extends F> given : components) {
      @SuppressWarnings("unchecked") // a component only ever gives its factory away
      Component<F> component = (Component<F>) given;
      if (this.components.put(component.name(), component) != null) {
        throw new IllegalArgumentException("two " + kind + "s are named " + component.name());
      }
    }
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
