package io.github.altprop.jobs.sweep;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Hears how far each running point is: executors send the accumulators of their tasks to the driver
 * with their heartbeats, every {@code spark.executor.heartbeatInterval} (ten seconds).
 */
final class PointHeartbeats extends SparkListener implements AutoCloseable {
  /** What a task's accumulator holds when its point is trained. */
  static final long WHOLE = 1_000_000;

  private final JavaSparkContext spark;
  private final List<Point> points;
  private final SweepPace pace;
  private final Timeline timeline;
  private final LongAccumulator done;

  /** The points of running tasks, by the tasks' numbers. */
  private final Map<Long, Point> tasks = new HashMap<>();

  private PointHeartbeats(
      JavaSparkContext spark, List<Point> points, SweepPace pace, Timeline timeline) {
    this.spark = spark;
    this.points = points;
    this.pace = pace;
    this.timeline = timeline;
    this.done = spark.sc().longAccumulator("altprop sweep");
  }

  /**
   * Listens until it is closed.
   *
   * @param points in the order of the tasks that train them
   * @param pace hears of them
   * @param timeline hears of them too
   */
  static PointHeartbeats listen(
      JavaSparkContext spark, List<Point> points, SweepPace pace, Timeline timeline) {
    PointHeartbeats heartbeats = new PointHeartbeats(spark, points, pace, timeline);
    spark.sc().addSparkListener(heartbeats);
    return heartbeats;
  }

  /** What tasks add to. */
  LongAccumulator done() {
    return done;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Point point = points.get(start.taskInfo().index());
    tasks.put(start.taskInfo().taskId(), point);
    pace.at(point.name(), 0);
    TaskInfo task = start.taskInfo();
    String host =
        task.executorId().equals(SparkEnv.get().executorId())
            ? SparkEnv.get().blockManager().blockManagerId().host() // there Spark says localhost
            : task.host();
    timeline.started(point.name(), host, Instant.ofEpochMilli(task.launchTime()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Point point = tasks.remove(end.taskInfo().taskId());
    if (point != null && !end.taskInfo().successful()) {
      timeline.stopped(point.name(), Instant.ofEpochMilli(end.taskInfo().finishTime()));
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    timeline.heard(Instant.now());
    Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> all = updates(update).iterator();
    while (all.hasNext()) {
      Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task = all.next();
      Point point = tasks.get((Long) task._1());
      Iterator<AccumulableInfo> values = task._4().iterator();
      while (point != null && values.hasNext()) {
        AccumulableInfo value = values.next();
        if (value.id() == done.id() && value.update().isDefined()) {
          pace.at(point.name(), ((Number) value.update().get()).doubleValue() / WHOLE);
        }
      }
    }
  }

  /**
   * The second field by its place: its accessor returns another type on Scala 2.12 than on 2.13.
   */
  @SuppressWarnings("unchecked") // that field's type
  private static Seq<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> updates(
      SparkListenerExecutorMetricsUpdate update) {
    return (Seq<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>>) update.productElement(1);
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(this);
  }
}
