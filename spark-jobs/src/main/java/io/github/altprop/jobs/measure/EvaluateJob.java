package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy of a run: a line of {@code reports/evaluation.csv} for each split, and its confusion in
 * {@code reports/confusion-SPLIT.csv}, a line for each class with the answers its examples got.
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
    List<EvaluationRow> all = new ArrayList<>(measured);
    for (EvaluationRow before : Reports.of(run.folder()).evaluation()) {
      if (measured.stream().noneMatch(row -> row.split().equals(before.split()))) {
        all.add(before);
      }
    }
    run.folder().folder().child(EvaluationRow.TABLE.file()).write(EvaluationRow.TABLE.csv(all));
    return measured;
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
