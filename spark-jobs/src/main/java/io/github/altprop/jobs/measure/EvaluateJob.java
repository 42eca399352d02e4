package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.evaluation.run.ComponentRow;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.Table;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.rule.AssociatedLearning;
import io.github.altprop.training.rule.LearningRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Accuracy of a run: a line of {@code reports/evaluation.csv} for each split, and its confusion in
 * {@code reports/confusion-SPLIT.csv}, a line for each class with the answers its examples got.
 * After associated learning also the losses of its components, in {@code reports/components.csv}.
 */
public final class EvaluateJob {
  private EvaluateJob() {}

  /** Evaluates splits; lines of other splits stay. */
  public static List<EvaluationRow> run(TrainedRun run, List<Split> splits) {
    List<EvaluationRow> measured = new ArrayList<>();
    for (Split split : splits) {
      Accuracy accuracy =
          Evaluation.of(
              run.experiment().name() + ": evaluation of " + split.label(),
              run.crew(),
              run.state(),
              split,
              run.data().manifest().split(split).examples(),
              run.experiment().batchSize(),
              run.data().manifest().classes().size());
      measured.add(
          new EvaluationRow(
              split.label(),
              accuracy.examples(),
              accuracy.meanLoss(),
              accuracy.top1(),
              accuracy.top5()));
      run.folder()
          .reports()
          .child("confusion-" + split.label() + ".csv")
          .write(confusion(run, accuracy));
    }
    Run before = Reports.of(run.folder());
    write(run, EvaluationRow.TABLE, measured, before.evaluation(), EvaluationRow::split);
    List<ComponentRow> components = List.of();
    if (LearningRules.REGISTRY.require(run.experiment().rule().name()).factory()
        instanceof AssociatedLearning) {
      components =
          splits.stream().flatMap(split -> ComponentEvaluation.of(run, split).stream()).toList();
      write(run, ComponentRow.TABLE, components, before.components(), ComponentRow::split);
    }
    run.tell(measured, components);
    return measured;
  }

  /** Writes a table anew; lines of splits that were not measured now stay. */
  private static <R> void write(
      TrainedRun run, Table<R> table, List<R> measured, List<R> before, Function<R, String> split) {
    List<String> anew = measured.stream().map(split).toList();
    List<R> all = new ArrayList<>(measured);
    before.stream().filter(row -> !anew.contains(split.apply(row))).forEach(all::add);
    run.folder().folder().child(table.file()).write(table.csv(all));
  }

  private static String confusion(TrainedRun run, Accuracy accuracy) {
    int classes = run.data().manifest().classes().size();
    StringBuilder text = new StringBuilder("label");
    for (int answer = 0; answer < classes; answer++) {
      text.append(",answer").append(answer);
    }
    for (int label = 0; label < classes; label++) {
      text.append('\n').append(label);
      for (int answer = 0; answer < classes; answer++) {
        text.append(',').append(accuracy.confusion(label, answer));
      }
    }
    return text.append('\n').toString();
  }
}
