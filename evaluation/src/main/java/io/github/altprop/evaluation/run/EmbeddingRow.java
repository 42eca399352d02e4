package io.github.altprop.evaluation.run;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code reports/embedding.csv}: where one example lies in the picture of a layer.
 *
 * @param index the example's place in its split, from 0
 * @param label its class
 */
public record EmbeddingRow(String layer, long index, int label, double x, double y)
    implements Serializable {
  /** The table of such rows. */
  public static final Table<EmbeddingRow> TABLE =
      new Table<>(
          "reports/embedding.csv",
          List.of("layer", "index", "label", "x", "y"),
          row -> List.of(row.layer, row.index, row.label, row.x, row.y),
          row ->
              new EmbeddingRow(
                  row.text("layer"),
                  row.integer("index"),
                  label(row),
                  coordinate(row, "x"),
                  coordinate(row, "y")));

  private static int label(Csv.Row row) {
    long label = row.integer("label");
    if (label < 0 || label > Integer.MAX_VALUE) {
      throw row.place().problem("label: '" + label + "', expected the number of a class");
    }
    return (int) label;
  }

  private static double coordinate(Csv.Row row, String column) {
    OptionalDouble value = row.number(column);
    if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      throw row.place().problem(column + ": '" + row.text(column) + "', expected a finite number");
    }
    return value.getAsDouble();
  }
}
