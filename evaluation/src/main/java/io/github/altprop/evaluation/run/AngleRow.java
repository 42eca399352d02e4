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
  /** The table of such rows. */
  public static final Table<AngleRow> TABLE =
      new Table<>(
          "reports/angles.csv",
          List.of("layer", "index", "batches", "meanDegrees", "stdDegrees"),
          row -> List.of(row.layer, row.index, row.batches, row.meanDegrees, row.stdDegrees),
          row ->
              new AngleRow(
                  row.text("layer"),
                  row.integer("index"),
                  row.integer("batches"),
                  row.number("meanDegrees"),
                  row.number("stdDegrees")));
}
