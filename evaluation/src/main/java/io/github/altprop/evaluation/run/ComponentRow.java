package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code reports/components.csv}: what one component of an associated network has left of
 * its losses after training, over a whole split.
 *
 * @param split train or test
 * @param associatedLoss mean squared error of the bridge's output to the encoded target
 * @param autoencoderLoss mean squared error of the decoded target to the target
 * @param associatedSum the first as a sum over the elements of an example, mean over examples
 * @param autoencoderSum the second likewise
 */
public record ComponentRow(
    String split,
    String component,
    long examples,
    OptionalDouble associatedLoss,
    OptionalDouble autoencoderLoss,
    OptionalDouble associatedSum,
    OptionalDouble autoencoderSum) {
  /** The table of such rows. */
  public static final Table<ComponentRow> TABLE =
      new Table<>(
          "reports/components.csv",
          List.of(
              "split",
              "component",
              "examples",
              "associatedLoss",
              "autoencoderLoss",
              "associatedSum",
              "autoencoderSum"),
          row ->
              List.of(
                  row.split,
                  row.component,
                  row.examples,
                  row.associatedLoss,
                  row.autoencoderLoss,
                  row.associatedSum,
                  row.autoencoderSum),
          row ->
              new ComponentRow(
                  row.text("split"),
                  row.text("component"),
                  row.integer("examples"),
                  row.number("associatedLoss"),
                  row.number("autoencoderLoss"),
                  row.number("associatedSum"),
                  row.number("autoencoderSum")));
}
