package io.github.altprop.training.network;

import java.util.Arrays;
import java.util.List;

/**
 * A named block of a flat parameter vector.
 *
 * @param index position among the layout's parameters
 * @param name for example {@code layer0.weight}, {@code layer2.body.layer1.gamma}
 * @param role what it does in its layer
 * @param offset index of its first element in the flat vector
 * @param dimensions lengths of its dimensions; weights are [units, fan-in...]
 */
public record Parameter(int index, String name, Role role, long offset, List<Integer> dimensions) {
  /** What a parameter does; initialisers, regularisers and metrics go by it. */
  public enum Role {
    WEIGHT,
    BIAS,
    GAMMA,
    BETA,
    MEAN,
    VARIANCE
  }

  Parameter(int index, String name, Role role, long offset, int... shape) {
    this(index, name, role, offset, Arrays.stream(shape).boxed().toList());
  }

  /** The dimensions as an array. */
  public int[] shape() {
    return dimensions.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Number of elements. */
  public long size() {
    return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Length of the first dimension: for a weight, the units. */
  public int rows() {
    return dimensions.get(0);
  }

  /** Whether it is a convolution's weight, [channels, height, width, channels below]. */
  public boolean kernel() {
    return role == Role.WEIGHT && dimensions.size() == 4;
  }

  @Override
  public String toString() {
    return name + dimensions;
  }
}
