package io.github.altprop.jobs.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.FetchFailed;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** The tasks of an application, as Spark reports them. */
final class TaskLog extends SparkListener {
  private static final long PATIENCE_MILLIS = 60_000;

  private final JavaSparkContext spark;
  private final List<SparkListenerTaskEnd> ended = new ArrayList<>();
  private long copies;

  private TaskLog(JavaSparkContext spark) {
    this.spark = spark;
  }

  static TaskLog of(JavaSparkContext spark) {
    TaskLog log = new TaskLog(spark);
    spark.sc().addSparkListener(log);
    return log;
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (task.taskInfo().speculative()) {
      copies++;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    ended.add(task);
  }

  /** Second copies that were started of tasks that were running. */
  long copies() {
    waitForReports();
    synchronized (this) {
      return copies;
    }
  }

  /**
   * Numbers of tasks so far.
   *
   * @param fits that wrote slices for the averaging
   * @param fetchFailures tasks that did not find such slices
   */
  record Counts(long fits, long fetchFailures) {}

  Counts counts() {
    waitForReports();
    synchronized (this) {
      return new Counts(
          ended.stream()
              .filter(task -> task.taskType().equals("ShuffleMapTask"))
              .filter(task -> task.reason().equals(Success$.MODULE$))
              .count(),
          ended.stream().filter(task -> task.reason() instanceof FetchFailed).count());
    }
  }

  /** One line a task that has ended. */
  @Override
  public synchronized String toString() {
    return ended.stream()
        .map(
            task ->
                "stage %d.%d task %d on executor %s: %s"
                    .formatted(
                        task.stageId(),
                        task.stageAttemptId(),
                        task.taskInfo().partitionId(),
                        task.taskInfo().executorId(),
                        task.reason()))
        .collect(Collectors.joining("\n"));
  }

  private void waitForReports() {
    try {
      spark.sc().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
