package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.run.DistanceRow;
import io.github.altprop.jobs.measure.DistancesJob;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop distances}. */
@Command(
    name = "distances",
    description = {
      "Measures how well a run's layers separate the classes.",
      "%nThat is the mean distance between centroids of two classes, between two examples of one class,"
          + " and their ratio; all pairs count. Writes reports/distances.csv into the run folder."
    })
final class DistancesCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private RunAndData target;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "NAME",
      description =
          "Layers, with commas between; default input, layers with weights, output; of residual"
              + " blocks their outputs.")
  private List<String> layers = List.of();

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "train or test; default ${DEFAULT-VALUE}.")
  private String split;

  @Override
  public Integer call() {
    Split wanted = Split.of(split);
    return target.measure(
        "altprop distances", output, run -> print(DistancesJob.run(run, wanted, layers)));
  }

  private void print(List<DistanceRow> rows) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("layer", "interclass", "intraclass", "ratio"));
    for (DistanceRow row : rows) {
      table.add(
          List.of(
              row.layer(),
              Decimals.four(row.interclass()),
              Decimals.four(row.intraclass()),
              Decimals.four(row.ratio())));
    }
    output.table(table);
  }
}
