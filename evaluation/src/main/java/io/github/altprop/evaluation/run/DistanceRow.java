package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code reports/distances.csv}: how well one layer's features separate the classes.
 *
 * @param interclass mean distance between the centroids of two classes
 * @param intraclass mean distance between two examples of one class
 * @param ratio interclass over intraclass
 */
public record DistanceRow(
    String layer,
    String split,
    long classes,
    long examples,
    OptionalDouble interclass,
    OptionalDouble intraclass,
    OptionalDouble ratio) {
  /** The table of such rows. */
  public static final Table<DistanceRow> TABLE =
      new Table<>(
          "reports/distances.csv",
          List.of("layer", "split", "classes", "examples", "interclass", "intraclass", "ratio"),
          row ->
              List.of(
                  row.layer,
                  row.split,
                  row.classes,
                  row.examples,
                  row.interclass,
                  row.intraclass,
                  row.ratio),
          row ->
              new DistanceRow(
                  row.text("layer"),
                  row.text("split"),
                  row.integer("classes"),
                  row.integer("examples"),
                  row.number("interclass"),
                  row.number("intraclass"),
                  row.number("ratio")));
}
