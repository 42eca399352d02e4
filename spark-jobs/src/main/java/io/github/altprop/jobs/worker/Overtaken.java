package io.github.altprop.jobs.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/**
 * Machines whose tasks were overtaken: with {@code spark.speculation} Spark starts a copy of a task
 * that lags, and the copy was done first. The report of such a task comes from the copy, so that it
 * does not say which machine was slow.
 */
final class Overtaken extends SparkListener {
  /** By task, the hosts of the attempts at it that are running. */
  private final Map<Task, Map<Long, String>> running = new HashMap<>();

  private final Map<String, Integer> hosts = new TreeMap<>();

  private record Task(int stage, int stageAttempt, int number) {}

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    TaskInfo info = start.taskInfo();
    running
        .computeIfAbsent(
            new Task(start.stageId(), start.stageAttemptId(), info.index()), t -> new HashMap<>())
        .put(info.taskId(), info.host());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    TaskInfo info = end.taskInfo();
    Task task = new Task(end.stageId(), end.stageAttemptId(), info.index());
    Map<Long, String> attempts = running.getOrDefault(task, new HashMap<>());
    attempts.remove(info.taskId());
    if (info.speculative() && info.successful()) {
      attempts.values().forEach(host -> hosts.merge(host, 1, Integer::sum));
    }
    if (attempts.isEmpty()) {
      running.remove(task);
    }
  }

  /** How many tasks were overtaken on each machine since this was last asked. */
  synchronized Map<String, Integer> take() {
    Map<String, Integer> taken = new TreeMap<>(hosts);
    hosts.clear();
    return taken;
  }
}
