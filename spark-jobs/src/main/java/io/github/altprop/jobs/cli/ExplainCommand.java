package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Explanation;
import io.github.altprop.jobs.conf.Vocabulary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code altprop explain}. */
@Command(
    name = "explain",
    description = {
      "Explains what an experiment can name, and how the file is made.",
      "%nOf a rule, network, optimizer, ...: its equation, source, options, and an example.",
      "%n'altprop list' shows the names."
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private Output output;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** What is to be explained: a name, or the form of experiment or sweep files. */
  static final class Subject {
    @Parameters(paramLabel = "NAME", description = "The name, as an experiment has it.")
    private String name;

    @Option(
        names = "--schema",
        arity = "0..1",
        paramLabel = "FILE",
        fallbackValue = "experiment",
        description =
            "Print the JSON Schema of experiment files, or with 'sweep' of sweep files, for"
                + " editors and validators.")
    private String schema;

    @Option(
        names = "--reference",
        description = "Print every key of an experiment file and all it can name, as Markdown.")
    private boolean reference;
  }

  @Override
  public Integer call() {
    Vocabulary vocabulary = new Vocabulary(Components.catalog());
    if (subject.schema != null) {
      output.results().print(schema(vocabulary));
      output.results().flush();
      return 0;
    }
    if (subject.reference) {
      output.results().print(vocabulary.experimentReference());
      output.results().flush();
      return 0;
    }
    List<Explanation> explanations = vocabulary.explain(subject.name);
    if (explanations.isEmpty()) {
      throw new UserError(
          "nothing is called "
              + subject.name
              + vocabulary.suggestion(subject.name)
              + " ('altprop list' shows all names)");
    }
    String between = "";
    for (Explanation explanation : explanations) {
      output.results().print(between);
      explanation.lines().forEach(output.results()::println);
      between = "\n";
    }
    output.results().flush();
    return 0;
  }

  private String schema(Vocabulary vocabulary) {
    return switch (subject.schema) {
      case "experiment" -> vocabulary.experimentSchema();
      case "sweep" -> vocabulary.sweepSchema();
      default ->
          throw new UserError(
              "--schema: there is none of " + subject.schema + ", but of experiment and sweep");
    };
  }
}
