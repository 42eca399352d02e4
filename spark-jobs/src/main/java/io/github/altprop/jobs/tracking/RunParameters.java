package io.github.altprop.jobs.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of an experiment by path, as parameters of a tracked run: {@code
 * optimizer.learningRate}, {@code network.layers.2.units}.
 */
final class RunParameters {
  /** MLflow's limits; those of older servers, which are lower, for values. */
  private static final int LONGEST_KEY = 250;

  private static final int LONGEST_VALUE = 500;

  private final Map<String, String> values = new LinkedHashMap<>();

  private RunParameters() {}

  /**
   * All values but those of tracking itself, which say nothing of what is trained.
   *
   * @param resolved an experiment as nested maps
   */
  static Map<String, String> of(Map<String, Object> resolved) {
    RunParameters parameters = new RunParameters();
    resolved.forEach(
        (key, value) -> {
          if (!key.equals("tracking")) {
            parameters.add(key, value);
          }
        });
    return parameters.values;
  }

  private void add(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> add(path + "." + key, below));
    } else if (value instanceof List<?> list && list.stream().anyMatch(i -> i instanceof Map)) {
      for (int i = 0; i < list.size(); i++) {
        add(path + "." + i, list.get(i));
      }
    } else {
      String text = String.valueOf(value);
      String key = cut(path.replaceAll("[^A-Za-z0-9_. /-]", "_"), LONGEST_KEY);
      values.put(key, cut(text, LONGEST_VALUE));
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
