package io.github.altprop.jobs.sweep;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training of a sweep.
 *
 * @param name unique in the sweep, and a folder's name
 * @param label of its experiment
 * @param data name of its data set
 * @param dataUri where that is
 * @param seed of initial weights, order and all else that is random
 * @param grid values of what varies, by key path
 * @param experimentYaml its experiment, resolved
 * @param cost relative time that it takes: examples trained on, times multiplications for each
 */
record Point(
    String name,
    String label,
    String data,
    String dataUri,
    long seed,
    Map<String, String> grid,
    String experimentYaml,
    double cost)
    implements Serializable {
  Point {
    grid = new LinkedHashMap<>(grid);
  }

  /** Where it stands on every axis of the sweep. */
  Map<String, String> axes() {
    Map<String, String> axes = new LinkedHashMap<>();
    axes.put("experiment", label);
    axes.put("data", data);
    axes.putAll(grid);
    axes.put("seed", Long.toString(seed));
    return axes;
  }
}
