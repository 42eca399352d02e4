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
  /** Where the table lies in a run folder. */
  public static final String FILE = "reports/embedding.csv";

  private static final List<String> COLUMNS = List.of("layer", "index", "label", "x", "y");

  /** The table as text. */
  public static String csv(List<EmbeddingRow> rows) {
    return Csv.write(COLUMNS, rows, row -> List.of(row.layer, row.index, row.label, row.x, row.y));
  }

  static List<EmbeddingRow> read(String run, String text) {
    return Csv.read(
        new Place(run, FILE, 1),
        text,
        COLUMNS,
        row ->
            new EmbeddingRow(
                row.text("layer"),
                row.integer("index"),
                label(row),
                coordinate(row, "x"),
                coordinate(row, "y")));
  }

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
