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
  /** Where the table lies in a run folder. */
  public static final String FILE = "reports/evaluation.csv";

  private static final List<String> COLUMNS =
      List.of("split", "examples", "loss", "accuracy", "top5Accuracy");

  /** The table as text. */
  public static String csv(List<EvaluationRow> rows) {
    return Csv.write(
        COLUMNS,
        rows,
        row -> List.of(row.split, row.examples, row.loss, row.accuracy, row.top5Accuracy));
  }

  static List<EvaluationRow> read(String run, String text) {
    return Csv.read(
        new Place(run, FILE, 1),
        text,
        COLUMNS,
        row ->
            new EvaluationRow(
                row.text("split"),
                row.integer("examples"),
                row.number("loss"),
                row.number("accuracy"),
                row.number("top5Accuracy")));
  }
}
