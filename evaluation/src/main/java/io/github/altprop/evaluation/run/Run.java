package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of one run; lists are empty where nothing was measured yet.
 *
 * @param name the experiment's name, or the folder's
 * @param folder the run folder, as the user named it
 * @param settings the resolved experiment
 * @param provenance versions, seeds and machines
 * @param metrics what it recorded while it trained
 * @param components losses of components over whole splits, after training
 * @param embedding pictures of its layers
 */
public record Run(
    String name,
    String folder,
    Settings settings,
    Settings provenance,
    Metrics metrics,
    List<EvaluationRow> evaluation,
    List<ComponentRow> components,
    List<AngleRow> angles,
    List<DistanceRow> distances,
    EmbeddingTable embedding) {

  /**
   * Reads a run folder; files may be missing, since a run is worth a look from its first epoch on.
   *
   * @param folder how messages and the report name the folder
   * @throws MalformedRunException if a file is there and cannot be understood
   */
  public static Run read(String folder, RunFiles files) {
    return readTrimmed(folder.replaceAll("/+$", ""), files);
  }

  private static Run readTrimmed(String folder, RunFiles files) {
    Settings settings =
        files.read("experiment.yaml").map(Settings::ofYaml).orElseGet(Settings::none);
    Settings provenance =
        files
            .read("provenance.json")
            .map(text -> Settings.ofJson(new Place(folder, "provenance.json", 1), text))
            .orElseGet(Settings::none);
    return new Run(
        settings.first("name").orElse(folder.substring(folder.lastIndexOf('/') + 1)),
        folder,
        settings,
        provenance,
        MetricsReader.read(folder, files.read(Metrics.FILE).orElse("")),
        EvaluationRow.TABLE.read(folder, files),
        ComponentRow.TABLE.read(folder, files),
        AngleRow.TABLE.read(folder, files),
        DistanceRow.TABLE.read(folder, files),
        EmbeddingTable.read(folder, files));
  }

  /** This run under another name. */
  public Run named(String other) {
    return new Run(
        other,
        folder,
        settings,
        provenance,
        metrics,
        evaluation,
        components,
        angles,
        distances,
        embedding);
  }

  /** The epochs recorded. */
  public List<Epoch> epochs() {
    return metrics.epochs();
  }

  /** Where it diverged, if it did. */
  public Optional<DivergencePoint> divergence() {
    return metrics.divergence();
  }

  /** The last epoch recorded. */
  public Optional<Epoch> lastEpoch() {
    List<Epoch> epochs = epochs();
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }

  /** How many epochs the experiment asks for. */
  public OptionalInt plannedEpochs() {
    return whole(settings.first("epochs"));
  }

  /** Of how many classes the data set is, as far as the run says. */
  public OptionalInt classes() {
    return whole(provenance.first("sessions[0].classes"));
  }

  /** How many parameters it trains, as far as the run says. */
  public Optional<ParameterCounts> parameters() {
    return ParameterCounts.of(provenance);
  }

  private static OptionalInt whole(Optional<String> text) {
    try {
      return text.map(number -> OptionalInt.of(Integer.parseInt(number)))
          .orElse(OptionalInt.empty());
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** The learning rule's name. */
  public Optional<String> rule() {
    return settings.first("rule.name", "rule");
  }

  /** The evaluation of one split. */
  public Optional<EvaluationRow> evaluation(String split) {
    return evaluation.stream().filter(row -> row.split().equals(split)).findFirst();
  }

  /**
   * Test accuracy after training, from the evaluation if there is one, else the last epoch's; empty
   * for a run that diverged, which has no result.
   */
  public OptionalDouble testAccuracy() {
    if (divergence().isPresent()) {
      return OptionalDouble.empty();
    }
    return evaluation("test")
        .map(EvaluationRow::accuracy)
        .orElseGet(() -> lastEpoch().map(Epoch::testAccuracy).orElse(OptionalDouble.empty()));
  }
}
