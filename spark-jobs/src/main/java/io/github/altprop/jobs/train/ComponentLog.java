package io.github.altprop.jobs.train;

import io.github.altprop.jobs.round.Report;
import io.github.altprop.training.associated.LossAverages;
import java.util.List;

/**
 * The losses of every component of an associated network, averaged over all examples since they
 * were last recorded. They are recorded at the end of every epoch and before every checkpoint, so
 * that a checkpoint has nothing to remember of them.
 */
final class ComponentLog {
  private LossAverages averages = new LossAverages();

  void add(List<Report> reports) {
    reports.forEach(report -> averages.add(report.components(), report.examples()));
  }

  /**
   * Records the averages, if there are any, and begins new ones.
   *
   * @param epoch that the examples belong to, from 1
   * @param step after the last of them
   */
  void record(int epoch, long step, RunRecorder recorder) {
    recorder.components(epoch, step, averages);
    averages = new LossAverages();
  }
}
