package io.github.altprop.evaluation.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How a sweep's results are shown. */
public record Presentation(List<TableSpec> tables, List<FigureSpec> figures) {
  private static final String DISTANCES = "distances.";

  public Presentation {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
  }

  /** Whether it shows pictures of layers. */
  public boolean showsEmbeddings() {
    return figures.stream().anyMatch(figure -> figure.kind() == FigureSpec.Kind.EMBEDDING);
  }

  /**
   * The layers of which it shows class distances; empty for all, which figures of kind bars show
   * and which are measured where it shows none.
   */
  public Set<String> distanceLayers() {
    Set<String> layers = new LinkedHashSet<>();
    boolean all =
        figures.stream()
            .filter(figure -> figure.kind() == FigureSpec.Kind.BARS)
            .flatMap(figure -> figure.values().stream())
            .anyMatch(name -> name.startsWith(DISTANCES));
    if (!all) {
      quantities().stream()
          .filter(name -> name.startsWith(DISTANCES))
          .map(name -> Quantity.layer(name).orElse("output"))
          .forEach(layers::add);
    }
    return layers;
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
