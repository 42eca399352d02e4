package io.github.altprop.jobs.train;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.evaluation.theory.AlignmentRecord;
import io.github.altprop.evaluation.theory.LossTheory;
import io.github.altprop.jobs.measure.AngleRecord;
import io.github.altprop.jobs.measure.DominanceRecord;
import io.github.altprop.jobs.round.Divergence;
import io.github.altprop.jobs.round.Report;
import io.github.altprop.jobs.round.RoundTimes;
import io.github.altprop.jobs.run.MetricsLog;
import io.github.altprop.jobs.run.Moment;
import io.github.altprop.jobs.tracking.Tracker;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.LossAverages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongFunction;

/** Writes what happens as lines of {@code metrics.jsonl}, and tells a tracker of it. */
final class RunRecorder {
  private final MetricsLog log;
  private final Tracker tracker;
  private final List<Integer> targetSizes;

  /**
   * @param targetSizes how many elements the targets of components have; none without components
   */
  RunRecorder(MetricsLog log, Tracker tracker, List<Integer> targetSizes) {
    this.log = log;
    this.tracker = tracker;
    this.targetSizes = List.copyOf(targetSizes);
  }

  private void append(Map<String, ?> record) {
    log.append(record);
    tracker.record(record);
  }

  /**
   * @param moment after the epoch
   */
  void epoch(Moment moment, Accuracy train, Accuracy test, double seconds) {
    Map<String, Object> record = record("epoch", moment.epoch(), moment.step());
    record.put("trainLoss", orNull(train.meanLoss()));
    record.put("trainAccuracy", orNull(train.top1()));
    record.put("trainTop5Accuracy", orNull(train.top5()));
    record.put("testLoss", orNull(test.meanLoss()));
    record.put("testAccuracy", orNull(test.top1()));
    record.put("testTop5Accuracy", orNull(test.top5()));
    record.put("seconds", seconds);
    append(record);
    log.publish();
  }

  /**
   * @param epoch in which they were measured, from 1
   */
  void angles(int epoch, List<Report> reports) {
    for (Report report : reports) {
      for (AngleRecord angle : report.angles()) {
        Map<String, Object> record = record("angles", epoch, angle.step());
        record.put("layer", angle.layer());
        record.put("degrees", angle.degrees());
        append(record);
      }
    }
  }

  /**
   * @param epoch in which they were measured, from 1; 0 before training
   */
  void alignment(int epoch, long step, List<AlignmentRecord> measured) {
    for (AlignmentRecord layer : measured) {
      Map<String, Object> record = record("alignment", epoch, step);
      layer
          .fields()
          .forEach((key, value) -> record.put(key, value instanceof Double d ? finite(d) : value));
      append(record);
    }
  }

  /**
   * @param theory of the training, before its first step
   */
  void theory(LossTheory theory) {
    Map<String, Object> record = record("theory", 0, 0);
    theory
        .fields()
        .forEach((key, value) -> record.put(key, value instanceof Double d ? finite(d) : value));
    append(record);
  }

  /**
   * @param epoch in which it was measured, from 1
   * @param lossBound what the loss before a step cannot exceed, where the theory says so
   */
  void dominance(int epoch, List<Report> reports, LongFunction<OptionalDouble> lossBound) {
    for (Report report : reports) {
      for (DominanceRecord dominance : report.dominance()) {
        Map<String, Object> record = record("alignment", epoch, dominance.step());
        record.put("layer", "all");
        record.put("loss", finite(dominance.loss()));
        record.put("lossBound", orNull(lossBound.apply(dominance.step())));
        record.put("innerProduct", finite(dominance.innerProduct()));
        record.put("gradientNorm", finite(dominance.gradientNorm()));
        record.put("updateNorm", finite(dominance.updateNorm()));
        record.put("angleDegrees", dominance.angleDegrees());
        record.put("lambda1", dominance.first());
        record.put("lambda2", dominance.second());
        append(record);
      }
    }
  }

  /**
   * @param epoch that the examples belong to, from 1
   * @param step after the last of them
   */
  void components(int epoch, long step, LossAverages averages) {
    List<ComponentLosses> means = averages.means();
    for (int i = 0; i < means.size(); i++) {
      Map<String, Object> record = record("components", epoch, step);
      record.put("component", "component" + i); // its name in the network
      record.put("examples", averages.examples());
      record.put("associatedLoss", finite(means.get(i).associated()));
      record.put("autoencoderLoss", finite(means.get(i).autoencoder()));
      ComponentLosses sums = means.get(i).perExample(targetSizes, i);
      record.put("associatedSum", finite(sums.associated()));
      record.put("autoencoderSum", finite(sums.autoencoder()));
      append(record);
    }
  }

  /**
   * @param moment after the round
   * @param learningRate of its first step, before factors of parameter groups
   * @param overtaken how many tasks copies overtook, by machine
   */
  void round(Moment moment, RoundTimes times, double learningRate, Map<String, Integer> overtaken) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", "round");
    record.put("round", moment.round());
    record.put("step", moment.step());
    record.put("loss", finite(times.meanLoss()));
    record.put("learningRate", finite(learningRate));
    record.put("imagesPerSecond", times.imagesPerSecond());
    record.put("broadcastSeconds", times.broadcastSeconds());
    record.put("fitSeconds", times.fitSeconds());
    record.put("waitSeconds", times.waitSeconds());
    record.put("reduceSeconds", times.reduceSeconds());
    record.put("slowestWorker", times.slowestWorker());
    record.put("slowestHost", times.slowestHost());
    overtaken.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(most -> record.put("overtakenHost", most.getKey()));
    append(record);
  }

  /**
   * @param epoch in which it happened, from 1
   */
  void divergence(int epoch, Divergence divergence) {
    Map<String, Object> record = record("divergence", epoch, divergence.step());
    record.put("layer", divergence.found().layer());
    record.put("what", divergence.found().what());
    append(record);
    log.publish();
  }

  /** Makes all records readable and returns their number, for a checkpoint to remember. */
  int lines() {
    return log.publish();
  }

  private static Map<String, Object> record(String kind, int epoch, long step) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", kind);
    record.put("epoch", epoch);
    record.put("step", step);
    return record;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? finite(value.getAsDouble()) : null;
  }

  /** JSON has no word for what is no number. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
