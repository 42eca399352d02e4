package io.github.altprop.evaluation.sweep;

import java.util.List;
import java.util.stream.Stream;

/** How a sweep's results are shown. */
public record Presentation(List<TableSpec> tables, List<FigureSpec> figures) {
  public Presentation {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
  }

  /** Whether it shows pictures of layers. */
  public boolean showsEmbeddings() {
    return figures.stream().anyMatch(figure -> figure.kind() == FigureSpec.Kind.EMBEDDING);
  }

  /** All quantities that it shows. */
  public List<String> quantities() {
    return Stream.concat(
            tables.stream().flatMap(table -> table.values().stream()),
            figures.stream().flatMap(figure -> figure.values().stream()))
        .distinct()
        .toList();
  }
}
