package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Final accuracies in one table, and what is wrong or unfinished about a run. */
final class ResultsSection {
  private static final List<String> COLUMNS =
      List.of(
          "Run", "Epochs", "Test top-1", "Test top-5", "Train top-1", "Train top-5", "Test loss");

  private ResultsSection() {}

  static Element of(List<Entry> entries) {
    OptionalDouble best =
        entries.stream().flatMapToDouble(entry -> entry.run().testAccuracy().stream()).max();
    Decimals losses = Decimals.of(entries.stream().map(entry -> testLoss(entry.run())));
    ParameterColumns parameters = ParameterColumns.of(entries);
    Table table = new Table(parameters.after(COLUMNS));
    for (Entry entry : entries) {
      Run run = entry.run();
      boolean leads = entries.size() > 1 && best.isPresent() && run.testAccuracy().equals(best);
      table.row(leads ? "best" : "", entry.label(), parameters.after(cells(run, losses), run));
    }
    Element section =
        Section.titled("results", "Results")
            .add(Element.of("div", "scroll").add(table.element("numbers cards")))
            .add(Section.paragraph("caption", source(entries) + parameters.caption()));
    List<String> notes = entries.stream().flatMap(entry -> notes(entry.run()).stream()).toList();
    if (!notes.isEmpty()) {
      Element list = Element.of("ul", "notes");
      notes.forEach(note -> list.add(Element.of("li").text(note)));
      section.add(list);
    }
    return section;
  }

  private static List<String> cells(Run run, Decimals losses) {
    if (run.divergence().isPresent()) {
      String none = Unit.UNDEFINED;
      return List.of(progress(run), "diverged", none, none, none, none);
    }
    OptionalDouble testTop5 =
        evaluated(run, "test", EvaluationRow::top5Accuracy)
            .orElseGet(() -> last(run, Epoch::testTop5Accuracy));
    OptionalDouble train =
        evaluated(run, "train", EvaluationRow::accuracy)
            .orElseGet(() -> last(run, Epoch::trainAccuracy));
    OptionalDouble trainTop5 =
        evaluated(run, "train", EvaluationRow::top5Accuracy).orElse(OptionalDouble.empty());
    return List.of(
        progress(run),
        Unit.PERCENT.value(run.testAccuracy()),
        Unit.PERCENT.value(testTop5),
        Unit.PERCENT.value(train),
        Unit.PERCENT.value(trainTop5),
        losses.format(testLoss(run)));
  }

  private static OptionalDouble testLoss(Run run) {
    return evaluated(run, "test", EvaluationRow::loss).orElseGet(() -> last(run, Epoch::testLoss));
  }

  private static Optional<OptionalDouble> evaluated(
      Run run, String split, Function<EvaluationRow, OptionalDouble> value) {
    return run.evaluation(split).map(value);
  }

  private static OptionalDouble last(Run run, Function<Epoch, OptionalDouble> value) {
    return run.lastEpoch().map(value).orElse(OptionalDouble.empty());
  }

  private static String progress(Run run) {
    int done = run.lastEpoch().map(Epoch::epoch).orElse(0);
    return isUnfinished(run) ? done + " of " + run.plannedEpochs().getAsInt() : "" + done;
  }

  private static String source(List<Entry> entries) {
    long evaluated =
        entries.stream().filter(entry -> entry.run().evaluation("test").isPresent()).count();
    if (evaluated == entries.size()) {
      return "Exact counts over whole splits, measured after training.";
    }
    return evaluated == 0
        ? "As measured at the end of the last epoch; no run has been evaluated since."
        : "Runs that were not evaluated after training show their last epoch’s values.";
  }

  private static List<String> notes(Run run) {
    List<String> notes = new ArrayList<>();
    if (run.epochs().isEmpty()) {
      notes.add(run.name() + ": no epoch is finished yet.");
    } else if (isUnfinished(run) && run.divergence().isEmpty()) {
      notes.add(run.name() + ": unfinished, epochs " + progress(run) + ".");
    }
    run.divergence().ifPresent(point -> notes.add(run.name() + ": " + point + "."));
    run.epochs().stream()
        .filter(epoch -> epoch.trainLoss().isPresent())
        .filter(epoch -> !Double.isFinite(epoch.trainLoss().getAsDouble()))
        .findFirst()
        .ifPresent(
            epoch ->
                notes.add(
                    run.name()
                        + ": the training loss is no number from epoch "
                        + epoch.epoch()
                        + " on."));
    return notes;
  }

  private static boolean isUnfinished(Run run) {
    return run.plannedEpochs().isPresent()
        && run.lastEpoch().map(Epoch::epoch).orElse(0) < run.plannedEpochs().getAsInt();
  }
}
