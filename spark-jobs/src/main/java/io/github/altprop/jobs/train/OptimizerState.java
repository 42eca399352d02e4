package io.github.altprop.jobs.train;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimiser's memory.
 *
 * @param slots moments by name
 * @param steps steps made
 */
record OptimizerState(TreeMap<String, Numbers> slots, long steps) implements Serializable {
  OptimizerState(Map<String, Numbers> slots, long steps) {
    this(new TreeMap<>(slots), steps);
  }
}
