package io.github.altprop.training.optimizer;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The learning rate of every parameter group, where the engine reads it when a step is made. */
final class Rates {
  private final List<ParameterGroup> groups;
  private final List<Tensor> rates;

  /** All rates in one; null if these are a part, and may lie apart. */
  private final Tensor together;

  private Rates(List<ParameterGroup> groups, List<Tensor> rates, Tensor together) {
    this.groups = groups;
    this.rates = rates;
    this.together = together;
  }

  /** Room for one rate a group. */
  static Rates of(Engine engine, List<ParameterGroup> groups) {
    Tensor all = engine.zeros(ElementType.FLOAT64, groups.size());
    List<Tensor> rates = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      rates.add(all.slice(i, 1));
    }
    return new Rates(List.copyOf(groups), rates, all);
  }

  /** The rates of some of these groups, in the same memory. */
  Rates part(List<ParameterGroup> some) {
    List<Tensor> own = new ArrayList<>();
    for (ParameterGroup group : some) {
      int index = groups.indexOf(group);
      if (index < 0) {
        throw new IllegalArgumentException("the optimiser has no group " + group);
      }
      own.add(rates.get(index));
    }
    return new Rates(List.copyOf(some), own, null);
  }

  /** Sets the rate of every group to {@code rate} times its factor. */
  void set(double rate) {
    double[] values = groups.stream().mapToDouble(group -> rate * group.rateFactor()).toArray();
    if (together != null) {
      together.put(values);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      rates.get(i).put(new double[] {values[i]});
    }
  }

  List<ParameterGroup> groups() {
    return groups;
  }

  /** The rate of one group, [1] in float64. */
  Tensor of(int group) {
    return rates.get(group);
  }
}
