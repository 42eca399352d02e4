package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.chart.Series.Point;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one run says about one quantity.
 *
 * @param last its value after training; empty if it was not measured
 * @param curve its values over training, by rising epoch or step
 * @param layers its values layer by layer, in the order of the network
 */
public record Reading(OptionalDouble last, List<Point> curve, List<OfLayer> layers) {
  /**
   * A layer's value.
   *
   * @param n how many measurements it is the mean of
   * @param deviation their population standard deviation
   */
  public record OfLayer(String layer, long n, double mean, double deviation) {}

  public Reading {
    curve = List.copyOf(curve);
    layers = List.copyOf(layers);
  }
}
