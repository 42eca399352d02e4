package io.github.altprop.evaluation.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values by path, such as {@code optimizer.learningRate} or {@code network.layers[2].out}, in the
 * order of their file.
 */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  static Settings none() {
    return new Settings(Map.of());
  }

  /** The settings of {@code experiment.yaml}, to be shown and compared. */
  static Settings ofYaml(String text) {
    return new Settings(new YamlOutline(text).values());
  }

  /** The settings of a JSON object. */
  static Settings ofJson(Place file, String text) {
    try {
      JsonNode root = new ObjectMapper().readTree(text);
      if (!root.isObject()) {
        throw file.problem("expected a JSON object");
      }
      Map<String, String> values = new LinkedHashMap<>();
      flatten("", root, values);
      return new Settings(values);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw file.at(line).problem("no JSON: " + e.getOriginalMessage());
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i), values);
      }
    } else if (!node.isNull()) {
      values.put(path, node.asText());
    }
  }

  /** All values by path; unmodifiable. */
  public Map<String, String> values() {
    return values;
  }

  /** The value at the first of {@code paths} that has one. */
  public Optional<String> first(String... paths) {
    for (String path : paths) {
      if (values.containsKey(path)) {
        return Optional.of(values.get(path));
      }
    }
    return Optional.empty();
  }
}
