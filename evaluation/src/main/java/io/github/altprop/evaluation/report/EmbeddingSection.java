package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import java.util.List;
import java.util.Optional;

/** Pictures of the layers' features, for runs that have them. */
final class EmbeddingSection {
  /** What a reader must know of such pictures. */
  static final String CAPTION =
      "Each point is an example; t-SNE lays examples near each other that a layer’s features show"
          + " as near. Sizes and distances of groups say little. Below each picture: for how many"
          + " points the nearest other point is of the same class.";

  private EmbeddingSection() {}

  static Optional<Element> of(List<Entry> entries) {
    List<EmbeddingPictures.Row> rows =
        entries.stream()
            .filter(entry -> !entry.run().embedding().isEmpty())
            .map(
                entry ->
                    new EmbeddingPictures.Row(entry.label(), entry.name(), entry.run().embedding()))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Section.titled("embedding", "Layers in two dimensions")
            .add(Section.paragraph("caption", CAPTION))
            .addAll(EmbeddingPictures.of(rows)));
  }
}
