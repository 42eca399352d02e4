package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Vocabulary;
import io.github.altprop.preprocessing.format.Sources;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code altprop list}. */
@Command(
    name = "list",
    description = {
      "Lists what an experiment can name: rules, networks, optimizers, ...",
      "%n'altprop explain NAME' says more of one of them."
    })
final class ListCommand implements Callable<Integer> {
  private static final String DATASETS = "datasets";
  private static final String EXPERIMENTS = "experiments";

  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "rules, networks, layers, initializations, losses, optimizers, schedules, regularizers,"
              + " datasets or experiments; all of them if it is left out.")
  private String kind;

  @Override
  public Integer call() {
    Vocabulary vocabulary = new Vocabulary(Components.catalog());
    List<String> kinds = new ArrayList<>(vocabulary.kinds());
    kinds.add(DATASETS);
    kinds.add(EXPERIMENTS);
    if (kind != null && !kinds.contains(kind)) {
      throw new UserError(
          "there is nothing to list called " + kind + "; there are " + String.join(", ", kinds));
    }
    for (String each : kind == null ? kinds : List.of(kind)) {
      if (kind == null) {
        output.results().println((each.equals(kinds.get(0)) ? "" : "\n") + each);
      }
      output.pairs(rows(vocabulary, each));
    }
    return 0;
  }

  private static List<List<String>> rows(Vocabulary vocabulary, String kind) {
    return switch (kind) {
      case DATASETS ->
          Sources.names().stream()
              .map(
                  name ->
                      List.of(
                          name, Sources.origin(name).map(jar -> "(from " + jar + ")").orElse("")))
              .toList();
      case EXPERIMENTS -> ShippedFiles.experiments();
      default -> vocabulary.ofKind(kind).map(ListCommand::components).orElseThrow();
    };
  }

  private static List<List<String>> components(Registry<?> registry) {
    List<List<String>> rows = new ArrayList<>();
    for (Component<?> component : registry.all()) {
      String from = registry.origin(component.name()).map(jar -> " (from " + jar + ")").orElse("");
      rows.add(List.of(component.name(), component.doc() + from));
    }
    return rows;
  }
}
