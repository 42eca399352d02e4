package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Registry;
import java.util.List;
import java.util.Locale;

/**
 * Writes the handbook's page of the experiment file, in Markdown, from the declarations that files
 * are checked with: every key, then every component with its options.
 */
final class ExperimentReference {
  private static final String INTRODUCTION =
      """
      # The experiment file

      <!-- Made by: bin/altprop explain --reference > docs/experiment-file.md -->

      An experiment file says what is trained and how. It is YAML; `train --conf FILE` reads it, and so do [sweeps](sweeps.md).
      `conf/experiments` holds the papers' experiments. This page lists every key and everything that a key can name.

      ```yaml
      # yaml-language-server: $schema=conf/experiment.schema.json
      name: my-experiment
      network: vanilla-cnn
      rule: fa
      optimizer: {name: adam, learningRate: 0.001}
      batchSize: 64
      epochs: 10
      ```

      * The first line lets editors complete and check the file. It names altprop's `conf/experiment.schema.json`, by a path relative to the file.
      * A key that picks something by name takes the bare name, or the name with options beside it: `optimizer: {name: adam, learningRate: 0.001}`.
      * `--set key.path=value` changes a key for one command: `--set optimizer.learningRate=0.01`.
      * A file with mistakes is refused before anything is written. One message names every mistake, its line, and what was expected.
      * A run folder holds the file with every default written out (`experiment.yaml`); `train --conf` takes that too.

      ## Keys

      """;
  private final Vocabulary vocabulary;
  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private ExperimentReference(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static String of(Vocabulary vocabulary, Catalog catalog) {
    ExperimentReference reference = new ExperimentReference(vocabulary);
    reference.table();
    ExperimentSchema.of(catalog).fields().forEach(field -> reference.key("", field));
    vocabulary.kinds().forEach(reference::kind);
    return reference.page.toString();
  }

  private void table() {
    page.append("| key | value | default | meaning |\n|---|---|---|---|\n");
  }

  private void key(String path, Schema field) {
    String key = path + field.key();
    if (field instanceof Schema.Section section) {
      section.fields().forEach(inner -> key(key + ".", inner));
    } else if (field instanceof Schema.Leaf leaf) {
      option(key, leaf.spec());
    } else if (field instanceof Schema.Text text) {
      row(key, "a text", text.defaultValue(), text.doc());
    } else if (field instanceof Schema.Every every) {
      row(key, Interval.EXPECTATION, Interval.NEVER.written().toString(), every.doc());
    } else if (field instanceof Schema.Pick pick) {
      row(key, link(pick.registry()), pick.defaultName(), "one of them, with its options");
    } else if (field instanceof Schema.Parts parts) {
      row(key, link(parts.registry()), "none", "any number of them, each a key with its options");
    } else {
      throw new IllegalStateException("not described: " + key);
    }
  }

  private void option(String key, OptionSpec option) {
    String value =
        option.kind() == OptionSpec.Kind.COMPONENTS
            ? "a list of " + link(option.registry().get())
            : option.expectation();
    row(key, value, Explanation.plain(option.defaultValue()), option.doc());
  }

  private void row(String key, String value, String defaultValue, String meaning) {
    String written = defaultValue == null ? "**required**" : "`" + defaultValue + "`";
    page.append("| `").append(key).append("` | ").append(cell(value)).append(" | ").append(written);
    page.append(" | ").append(cell(meaning)).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private String link(Registry<?> registry) {
    return vocabulary.kinds().stream()
        .filter(kind -> vocabulary.ofKind(kind).orElseThrow() == registry)
        .map(kind -> "[" + kind + "](#" + kind + ")")
        .findFirst()
        .orElseThrow();
  }

  private void kind(String kind) {
    String heading = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    page.append("\n## ").append(heading).append('\n');
    vocabulary.ofKind(kind).orElseThrow().all().forEach(this::component);
  }

  private void component(Component<?> component) {
    page.append("\n### `").append(component.name()).append("`\n\n");
    page.append(component.doc()).append(".\n");
    component
        .reference()
        .ifPresent(
            reference -> {
              if (!reference.equation().isEmpty()) {
                page.append("\nEquation: `").append(reference.equation()).append("`\n");
              }
              if (!reference.source().isEmpty()) {
                page.append("\nSource: ").append(reference.source()).append(".\n");
              }
            });
    List<OptionSpec> options = component.options();
    if (!options.isEmpty()) {
      page.append('\n');
      page.append("| option | value | default | meaning |\n|---|---|---|---|\n");
      options.forEach(option -> option(option.name(), option));
    }
  }
}
