package io.github.altprop.jobs.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.altprop.training.architecture.Layers;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.options.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that an experiment can name, for people who look for it. */
public final class Vocabulary {
  private final Map<String, Registry<?>> kinds = new LinkedHashMap<>();
  private final Catalog catalog;

  public Vocabulary(Catalog catalog) {
    this.catalog = catalog;
    kinds.put("rules", catalog.rules());
    kinds.put("networks", catalog.networks());
    kinds.put("layers", Layers.REGISTRY);
    kinds.put("initializations", Initializers.REGISTRY);
    kinds.put("losses", catalog.losses());
    kinds.put("optimizers", catalog.optimizers());
    kinds.put("schedules", catalog.schedules());
    kinds.put("regularizers", catalog.regularizers());
  }

  /** What there is, in the plural: rules, networks, ... */
  public List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  /** The components of a kind; nothing for a kind that there is not. */
  public Optional<Registry<?>> ofKind(String kind) {
    return Optional.ofNullable(kinds.get(kind));
  }

  /** What there is under a name: two kinds may have the same name for different things. */
  public List<Explanation> explain(String name) {
    return kinds.values().stream()
        .flatMap(
            registry ->
                registry.find(name).stream()
                    .map(
                        component ->
                            new Explanation(registry.kind(), component, registry.origin(name))))
        .toList();
  }

  /** "; did you mean NAME?", or nothing if no name is close. */
  public String suggestion(String written) {
    List<String> names = kinds.values().stream().flatMap(r -> r.names().stream()).toList();
    return Suggestion.near(names, written);
  }

  /** The JSON Schema (draft 7) of an experiment file. */
  public String experimentSchema() {
    return json(JsonSchema.ofExperiment(catalog));
  }

  /** Every key of an experiment file and every component with its options, in Markdown. */
  public String experimentReference() {
    return ExperimentReference.of(this, catalog);
  }

  /** The JSON Schema (draft 7) of a sweep file. */
  public String sweepSchema() {
    return json(SweepSchema.of(catalog));
  }

  private static String json(Map<String, Object> schema) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(schema)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
