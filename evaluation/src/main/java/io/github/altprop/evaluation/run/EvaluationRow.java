package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code reports/evaluation.csv}: how well a run answers on one split.
 *
 * @param split train or test
 * @param accuracy part of the examples answered right, 0 to 1
 * @param top5Accuracy part of the examples with the label among the five best answers, 0 to 1
 */
public record EvaluationRow(
    String split,
    long examples,
    OptionalDouble loss,
    OptionalDouble accuracy,
    OptionalDouble top5Accuracy) {
  /** The table of such rows. */
  public static final Table<EvaluationRow> TABLE =
      new Table<>(
          "reports/evaluation.csv",
          List.of("split", "examples", "loss", "accuracy", "top5Accuracy"),
          row -> List.of(row.split, row.examples, row.loss, row.accuracy, row.top5Accuracy),
          row ->
              new EvaluationRow(
                  row.text("split"),
                  row.integer("examples"),
                  row.number("loss"),
                  row.number("accuracy"),
                  row.number("top5Accuracy")));
}
