package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.Trained;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.sweep.SweepFolder.Resume;
import io.github.altprop.jobs.worker.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Runs the points of a sweep, each as one task of one Spark job: the longest first, side by side on
 * whatever slots there are. Tables are written again whenever a point ends.
 */
public final class SweepJob {
  private static final String POINTS = "points.csv";
  private static final String SUMMARY = "summary.csv";

  private final JavaSparkContext spark;
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final WantedDevice device;
  private final Placement placement;
  private final Progress progress;

  /** What this start of the sweep has seen, by the points' names. */
  private final Map<String, PointOutcome> outcomes = new LinkedHashMap<>();

  /** What is known of points that came to an end: reading it again would cost too much. */
  private final Map<String, SweepTables.Row> known = new HashMap<>();

  private SweepPace pace;
  private Timeline timeline;

  private SweepJob(
      JavaSparkContext spark,
      SweepPlan plan,
      SweepFolder folder,
      WantedDevice device,
      Placement placement,
      Progress progress) {
    this.spark = spark;
    this.plan = plan;
    this.folder = folder;
    this.device = device;
    this.placement = placement;
    this.progress = progress;
  }

  /** How many points were to be trained, and how their trainings ended. */
  public record Result(int points, long finished, long diverged, long failed) {}

  /** A function that travels to an executor. */
  private interface Sent<T, R> extends Function1<T, R>, java.io.Serializable {}

  /**
   * Runs a sweep into a folder.
   *
   * @param output the folder; with {@code resume}, points that ended there stay as they are
   * @param device what points are trained and measured on
   * @throws io.github.altprop.jobs.UserError if something else is there, or the device is not
   */
  public static Result run(
      JavaSparkContext spark,
      SweepPlan plan,
      String output,
      boolean resume,
      WantedDevice device,
      Progress progress) {
    Placement placement = Placement.of(device, spark, plan.precisions());
    SweepFolder folder =
        SweepFolder.open(
            output, plan.sweep(), resume ? Resume.YES : Resume.NO, spark.hadoopConfiguration());
    placement.leftAside(device, plan.precisions()).forEach(progress::say);
    SweepJob job = new SweepJob(spark, plan, folder, device, placement, progress);
    return FolderLock.during(folder.location(), job::run);
  }

  private Result run() {
    timeline = new Timeline(folder);
    List<Point> waiting = new ArrayList<>();
    Set<String> ended = new LinkedHashSet<>();
    Set<String> begun = new LinkedHashSet<>();
    for (Point point : plan.points()) {
      if (folder.ended(point).isPresent()) {
        ended.add(point.name());
      } else {
        if (folder.begun(point)) {
          begun.add(point.name());
        }
        folder.write("experiments/" + point.name() + ".yaml", point.experimentYaml());
        waiting.add(point);
      }
    }
    progress.say(
        plan.sweep().name()
            + ": "
            + plan.points().size()
            + " points, "
            + ended.size()
            + " of them done before");
    write();
    pace = new SweepPace(plan.planned(), ended, begun, progress, System::nanoTime);
    if (!waiting.isEmpty()) {
      train(waiting);
    }
    measure();
    List<SweepTables.Row> rows = write();
    new SweepPages(plan.sweep(), rows, timeline.rows()).write(folder);
    Set<Point> chosen = Set.copyOf(plan.points());
    List<SweepTables.Row> trained =
        rows.stream().filter(row -> chosen.contains(row.point())).toList();
    return new Result(
        trained.size(),
        count(trained, State.FINISHED),
        count(trained, State.DIVERGED),
        count(trained, State.FAILED));
  }

  private void train(List<Point> waiting) {
    // Spark starts tasks in the order of their partitions.
    List<Point> longestFirst =
        waiting.stream()
            .sorted(Comparator.comparingDouble(Point::cost).reversed().thenComparing(Point::name))
            .toList();
    spark.setJobDescription("altprop sweep " + plan.sweep().name());
    try (PointHeartbeats heartbeats = PointHeartbeats.listen(spark, longestFirst, pace, timeline)) {
      run(longestFirst, heartbeats.done());
    }
    spark.setJobDescription(null);
  }

  private void run(List<Point> longestFirst, LongAccumulator done) {
    PointTask task =
        new PointTask(
            new SerializableConfiguration(spark.hadoopConfiguration()),
            folder.uri(),
            Threads.perWorker(spark),
            placement,
            done);
    JavaRDD<PointOutcome> results =
        placement.placed(spark.parallelize(longestFirst, longestFirst.size()).map(task));
    Sent<Iterator<PointOutcome>, PointOutcome> only = Iterator::next;
    spark
        .sc()
        .runJob(
            results.rdd(),
            only,
            (partition, outcome) -> {
              take(outcome);
              return BoxedUnit.UNIT;
            },
            ClassTag$.MODULE$.apply(PointOutcome.class));
  }

  private void take(PointOutcome outcome) {
    outcomes.put(outcome.point(), outcome);
    timeline.ended(outcome);
    write();
    pace.ended(outcome.point());
    String why = outcome.why().isEmpty() ? "" : ": " + outcome.why();
    progress.say(outcome.point() + " " + outcome.state().name().toLowerCase(Locale.ROOT) + why);
  }

  /** Measures what is finished and was not measured before. */
  private void measure() {
    for (Point point : plan.points()) {
      if (folder.ended(point).equals(Optional.of(State.FINISHED))) {
        new PointMeasures(spark, plan.sweep(), device, progress)
            .measure(point, SweepFolder.run(folder.uri(), point.name()), folder.read(point));
        known.remove(point.name());
      }
    }
  }

  private List<SweepTables.Row> write() {
    List<SweepTables.Row> rows = plan.all().stream().map(this::row).toList();
    folder.write(POINTS, SweepTables.points(plan.sweep(), rows));
    folder.write(SUMMARY, SweepTables.summary(plan.sweep(), rows));
    timeline.write(Instant.now());
    return rows;
  }

  private SweepTables.Row row(Point point) {
    SweepTables.Row before = known.get(point.name());
    if (before != null) {
      return before;
    }
    Optional<State> state = folder.ended(point);
    Optional<Run> run = folder.read(point);
    String why = run.flatMap(Run::divergence).map(Object::toString).orElse("");
    PointOutcome outcome = outcomes.get(point.name());
    if (state.isEmpty() && outcome != null) {
      state = Optional.of(outcome.state());
      why = outcome.why();
    }
    SweepTables.Row row =
        new SweepTables.Row(
            point,
            new PointResult(
                point.name(),
                point.axes(),
                state.orElse(State.WAITING),
                why,
                SweepPages.readings(plan.sweep(), run),
                SweepPages.embedding(plan.sweep(), run)),
            run.flatMap(Run::lastEpoch),
            run.map(Trained::of));
    if (state.isPresent()) {
      run.ifPresent(made -> folder.write("curves/" + point.name() + ".csv", Curve.csv(made)));
      known.put(point.name(), row);
    }
    return row;
  }

  private static long count(List<SweepTables.Row> rows, State state) {
    return rows.stream().filter(row -> row.state() == state).count();
  }
}
