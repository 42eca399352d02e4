package io.github.altprop.jobs.export;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A parameter as another library stores it: row-major, without auxiliary units, its elements maybe
 * in another order.
 *
 * @param parameter ours
 * @param shape theirs
 * @param source where an element of theirs lies among ours
 */
public record ReorderedParameter(
    Parameter parameter, List<Integer> shape, IntUnaryOperator source) {

  public ReorderedParameter {
    shape = List.copyOf(shape);
  }

  /** Number of elements of theirs. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Their elements, from our vector. */
  public double[] from(ParameterVector vector) {
    double[] ours = vector.view(parameter).toDoubles();
    double[] theirs = new double[size()];
    for (int i = 0; i < theirs.length; i++) {
      theirs[i] = ours[source.applyAsInt(i)];
    }
    return theirs;
  }

  /** Puts their elements into our vector; auxiliary units stay. */
  public void into(ParameterVector vector, double[] theirs) {
    double[] ours = vector.view(parameter).toDoubles();
    for (int i = 0; i < theirs.length; i++) {
      ours[source.applyAsInt(i)] = theirs[i];
    }
    vector.view(parameter).put(ours);
  }
}
