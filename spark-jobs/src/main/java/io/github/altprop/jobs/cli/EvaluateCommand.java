package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.jobs.measure.EvaluateJob;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measures loss, accuracy and confusion of a run on a whole split.",
      "%nWrites reports/evaluation.csv and reports/confusion-SPLIT.csv into the run folder,"
          + " after associated learning also reports/components.csv."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private RunAndData target;

  @Option(
      names = "--split",
      split = ",",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "train, test, or both with a comma between; default ${DEFAULT-VALUE}.")
  private List<String> splits;

  @Override
  public Integer call() {
    List<Split> wanted = splits.stream().map(Split::of).toList();
    return target.measure("altprop evaluate", output, run -> print(EvaluateJob.run(run, wanted)));
  }

  private void print(List<EvaluationRow> rows) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("split", "examples", "loss", "accuracy", "top5Accuracy"));
    for (EvaluationRow row : rows) {
      table.add(
          List.of(
              row.split(),
              Long.toString(row.examples()),
              Decimals.four(row.loss()),
              Decimals.four(row.accuracy()),
              Decimals.four(row.top5Accuracy())));
    }
    output.table(table);
  }
}
