package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code reports/angles.csv}: how far one layer's updates point from backprop's.
 *
 * @param index place of the layer in the network, from 0
 * @param batches minibatches with a defined angle
 * @param stdDegrees population standard deviation over these minibatches
 */
public record AngleRow(
    String layer, long index, long batches, OptionalDouble meanDegrees, OptionalDouble stdDegrees) {
  /** Where the table lies in a run folder. */
  public static final String FILE = "reports/angles.csv";

  private static final List<String> COLUMNS =
      List.of("layer", "index", "batches", "meanDegrees", "stdDegrees");

  /** The table as text. */
  public static String csv(List<AngleRow> rows) {
    return Csv.write(
        COLUMNS,
        rows,
        row -> List.of(row.layer, row.index, row.batches, row.meanDegrees, row.stdDegrees));
  }

  static List<AngleRow> read(String run, String text) {
    return Csv.read(
        new Place(run, FILE, 1),
        text,
        COLUMNS,
        row ->
            new AngleRow(
                row.text("layer"),
                row.integer("index"),
                row.integer("batches"),
                row.number("meanDegrees"),
                row.number("stdDegrees")));
  }
}
