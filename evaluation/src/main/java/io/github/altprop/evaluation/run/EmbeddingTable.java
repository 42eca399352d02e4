package io.github.altprop.evaluation.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of a run's layers.
 *
 * @param settings what they were made with: {@code split}, {@code examples}, {@code perplexity},
 *     {@code seed}, and the names of the {@code classes}
 * @param rows layer by layer, in the order that was asked for
 */
public record EmbeddingTable(Settings settings, List<EmbeddingRow> rows) {
  /** Where the settings lie in a run folder. */
  public static final String SETTINGS_FILE = "reports/embedding.json";

  public EmbeddingTable {
    rows = List.copyOf(rows);
  }

  /** What a run holds that nobody has made pictures of. */
  public static EmbeddingTable none() {
    return new EmbeddingTable(Settings.none(), List.of());
  }

  /** Whether there are no pictures. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The pictures of these layers alone, in their order; all if none are named. */
  public EmbeddingTable of(List<String> layers) {
    Map<String, List<EmbeddingRow>> all = byLayer();
    return layers.isEmpty()
        ? this
        : new EmbeddingTable(
            settings,
            layers.stream().flatMap(l -> all.getOrDefault(l, List.of()).stream()).toList());
  }

  /** The points of each layer. */
  public Map<String, List<EmbeddingRow>> byLayer() {
    Map<String, List<EmbeddingRow>> layers = new LinkedHashMap<>();
    for (EmbeddingRow row : rows) {
      layers.computeIfAbsent(row.layer(), layer -> new ArrayList<>()).add(row);
    }
    return layers;
  }

  /** The name of a class; its number where the settings do not say. */
  public String className(int label) {
    return settings.first("classes[" + label + "]").orElseGet(() -> Integer.toString(label));
  }

  static EmbeddingTable read(String run, RunFiles files) {
    return new EmbeddingTable(
        files
            .read(SETTINGS_FILE)
            .map(text -> Settings.ofJson(new Place(run, SETTINGS_FILE, 1), text))
            .orElseGet(Settings::none),
        EmbeddingRow.TABLE.read(run, files));
  }
}
