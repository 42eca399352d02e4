package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.jobs.measure.AnglesJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code altprop angles}. */
@Command(
    name = "angles",
    description = {
      "Measures the angle of every layer's update to backprop's.",
      "%nTakes the run's newest checkpoint and minibatches of the training split. Writes"
          + " reports/angles.csv into the run folder."
    })
final class AnglesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private RunAndData target;

  @Option(
      names = "--batches",
      paramLabel = "K",
      defaultValue = "20",
      description = "Minibatches to measure on; default ${DEFAULT-VALUE}.")
  private int batches;

  @Override
  public Integer call() {
    if (batches < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batches is " + batches + " but must be at least 1");
    }
    return target.measure("altprop angles", output, run -> print(AnglesJob.run(run, batches)));
  }

  private void print(List<AngleRow> rows) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("layer", "batches", "meanDegrees", "stdDegrees"));
    for (AngleRow row : rows) {
      table.add(
          List.of(
              row.layer(),
              Long.toString(row.batches()),
              Decimals.two(row.meanDegrees()),
              Decimals.two(row.stdDegrees())));
    }
    output.table(table);
  }
}
