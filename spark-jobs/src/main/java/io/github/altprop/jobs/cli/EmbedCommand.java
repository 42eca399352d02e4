package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.embedding.Embedding;
import io.github.altprop.evaluation.embedding.Neighbours;
import io.github.altprop.evaluation.run.EmbeddingRow;
import io.github.altprop.jobs.measure.EmbedJob;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code altprop embed}. */
@Command(
    name = "embed",
    description = {
      "Lays examples out in two dimensions by what layers pass on.",
      "%nThat is t-SNE of the features' first 50 principal components, for examples of every class. Writes"
          + " reports/embedding.csv into the run folder, in place of an earlier one; 'report' draws it. The same"
          + " options give the same picture, bit for bit. Prints for each layer the share of points whose nearest"
          + " other point is of their class."
    })
final class EmbedCommand implements Callable<Integer> {
  private static final int LEAST_EXAMPLES = Embedding.LEAST_EXAMPLES;
  private static final int MOST_EXAMPLES = 20_000;

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private RunAndData target;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "NAME",
      description =
          "Layers, with commas between; default input, three layers at equal distances, output.")
  private List<String> layers = List.of();

  @Option(
      names = {"--examples", "--images"},
      paramLabel = "N",
      defaultValue = "" + EmbedJob.EXAMPLES,
      description =
          "Examples, of each class its share; "
              + LEAST_EXAMPLES
              + " to "
              + MOST_EXAMPLES
              + ", all if there are fewer; default ${DEFAULT-VALUE}.")
  private int examples;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "train or test; default ${DEFAULT-VALUE}.")
  private String split;

  @Option(
      names = "--perplexity",
      paramLabel = "P",
      defaultValue = "" + EmbedJob.PERPLEXITY,
      description =
          "About how many neighbours an example has; 2 to 500, and less than a third of the examples;"
              + " default ${DEFAULT-VALUE}.")
  private double perplexity;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "" + EmbedJob.SEED,
      description = "Decides which examples, and where they start; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Split wanted = Split.of(split);
    requireRange("--examples", examples, LEAST_EXAMPLES, MOST_EXAMPLES);
    requireRange("--perplexity", perplexity, Embedding.LEAST_PERPLEXITY, Embedding.MOST_PERPLEXITY);
    EmbedJob.Request request =
        new EmbedJob.Request(wanted, layers, examples, new Embedding(perplexity, seed));
    Terminal progress = output.progress();
    return target.measure(
        "altprop embed",
        output,
        run -> {
          List<EmbeddingRow> rows = EmbedJob.run(run, request, progress);
          progress.clear();
          print(rows);
        });
  }

  private void requireRange(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is %s but must be %.0f to %.0f".formatted(option, plain(value), least, most));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private void print(List<EmbeddingRow> rows) {
    Map<String, List<EmbeddingRow>> byLayer = new LinkedHashMap<>();
    rows.forEach(row -> byLayer.computeIfAbsent(row.layer(), l -> new ArrayList<>()).add(row));
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("layer", "examples", "sameClassNearest"));
    byLayer.forEach(
        (layer, points) ->
            table.add(
                List.of(layer, Integer.toString(points.size()), Decimals.four(agreement(points)))));
    output.table(table);
  }

  private static OptionalDouble agreement(List<EmbeddingRow> points) {
    return OptionalDouble.of(
        Neighbours.agreement(
            points.stream()
                .map(point -> new double[] {point.x(), point.y()})
                .toArray(double[][]::new),
            points.stream().mapToInt(EmbeddingRow::label).toArray()));
  }
}
