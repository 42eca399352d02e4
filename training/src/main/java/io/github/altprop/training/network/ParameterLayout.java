package io.github.altprop.training.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each parameter lies in a flat vector: parameters in the order of their declaration, no
 * gaps.
 */
public final class ParameterLayout {
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<String, Parameter> byName = new HashMap<>();
  private long size;

  /** Appends a parameter; names are unique. */
  public Parameter add(String name, Parameter.Role role, int... shape) {
    Parameter parameter = new Parameter(parameters.size(), name, role, size, shape);
    if (byName.put(name, parameter) != null) {
      throw new IllegalArgumentException("two parameters are named " + name);
    }
    parameters.add(parameter);
    size = Math.addExact(size, parameter.size());
    return parameter;
  }

  /** All parameters in order. */
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** The parameter of this name, if there is one. */
  public Optional<Parameter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Number of elements of the flat vector. */
  public long size() {
    return size;
  }
}
