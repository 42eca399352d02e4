package io.github.altprop.jobs.round;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.round.ChosenPartitions.Choice;
import io.github.altprop.jobs.run.Checkpoints;
import io.github.altprop.jobs.state.Assembly;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.state.StateFiles;
import io.github.altprop.jobs.state.StateForm;
import io.github.altprop.jobs.worker.Shared;
import io.github.altprop.jobs.worker.SparkCrew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;

/** The numbers after a round, which executors hold until somebody asks for them. */
final class ExecutorState implements RunState.Held {
  /** A number where the place says which slice it is. */
  private static final int UNASKED = -1;

  private final SparkCrew crew;
  private final ExecutorFiles files;
  private final Slicing slicing;
  private final StateForm form;
  private final RDD<Tuple2<Integer, Slice>> exchanged;
  private final JavaRDD<byte[]> averaged;
  private final RDD<Tuple2<Integer, Slice>> gathered;
  private final long steps;
  private final Map<Integer, Own> own;
  private final Map<Integer, Shared<OptimizerState>> sentOwn;
  private final int lineage;
  private ExecutorState before;
  private RunState.Here here;

  /**
   * A worker's own moments.
   *
   * @param choice the partition that has them, alone
   * @param steps that its optimiser has made
   */
  record Own(Choice<Tuple2<Integer, Slice>> choice, long steps) {}

  private ExecutorState(
      ExecutorState before,
      SparkCrew crew,
      ExecutorFiles files,
      Slicing slicing,
      StateForm form,
      RDD<Tuple2<Integer, Slice>> exchanged,
      JavaRDD<byte[]> averaged,
      List<Report> reports,
      Map<Integer, Shared<OptimizerState>> sentOwn) {
    this.before = before;
    this.crew = crew;
    this.files = files;
    this.slicing = slicing;
    this.form = form;
    this.exchanged = exchanged;
    this.averaged = averaged;
    this.sentOwn = sentOwn;
    gathered = SliceShuffle.ofBytes(averaged.mapToPair(ExecutorState::numbered));
    // Workers at the end of an epoch may have made fewer steps; the most advanced one counts.
    steps = reports.stream().mapToLong(Report::steps).max().orElseThrow();
    lineage = before == null ? 1 : before.lineage + 1;
    own = before == null ? new TreeMap<>() : new TreeMap<>(before.own);
    if (keeps()) {
      for (Report report : reports) {
        int partition = slicing.slices() + report.worker();
        own.put(report.worker(), new Own(new Choice<>(exchanged, partition), report.steps()));
      }
    }
  }

  /**
   * The state after a round whose averages have been computed.
   *
   * @param before the state that it started from, if executors held that
   * @param files writes checkpoints of it
   * @param form of the state
   * @param exchanged slices of all workers by number, then each worker's moments if it keeps them
   * @param averaged the bytes of slices, persisted
   * @param sentOwn moments that workers have until they have had a share; none where all are
   *     averaged
   */
  static ExecutorState after(
      ExecutorState before,
      SparkCrew crew,
      ExecutorFiles files,
      Slicing slicing,
      StateForm form,
      RDD<Tuple2<Integer, Slice>> exchanged,
      JavaRDD<byte[]> averaged,
      List<Report> reports,
      Map<Integer, Shared<OptimizerState>> sentOwn) {
    ExecutorState state =
        new ExecutorState(
            before, crew, files, slicing, form, exchanged, averaged, reports, sentOwn);
    state.forgetOld();
    return state;
  }

  private static Tuple2<Integer, byte[]> numbered(byte[] slice) {
    return new Tuple2<>(TaskContext.getPartitionId(), Slice.withoutReports(slice));
  }

  /** Whether executors alone have it, and no more rounds lie behind it than may. */
  boolean isAway(int longestLineage) {
    return here == null && lineage < longestLineage;
  }

  /** Whether workers keep their moments. */
  boolean keeps() {
    return !sentOwn.isEmpty();
  }

  /** Steps behind the common state. */
  long steps() {
    return steps;
  }

  /** All averaged slices, for all tasks. */
  Choice<Tuple2<Integer, Slice>> all() {
    return new Choice<>(gathered, 0);
  }

  /** A worker's own moments, if it keeps them and has had a share since the state was sent off. */
  Optional<Own> own(int worker) {
    return Optional.ofNullable(own.get(worker));
  }

  @Override
  public ModelState model() {
    return fetched().model();
  }

  @Override
  public List<OptimizerState> own() {
    return fetched().own();
  }

  @Override
  public Optional<Checkpoints.Written> write(Location folder, StateFiles names) {
    // Moments of a worker that has had no share since they were sent off are with the driver alone.
    if (here != null || !own.keySet().containsAll(sentOwn.keySet())) {
      return Optional.empty();
    }
    List<ExecutorFiles.Plan> plans = new ArrayList<>();
    plans.add(plan(names.parameters(), 0, StateFiles.MODEL_VECTORS));
    List<Long> optimizerSteps = new ArrayList<>();
    if (!keeps()) {
      plans.add(plan(names.optimizer(), StateFiles.MODEL_VECTORS, form.sizes().size()));
      optimizerSteps.add(steps);
    }
    for (int worker : sentOwn.keySet()) {
      Own kept = own.get(worker);
      plans.add(
          new ExecutorFiles.Plan(
              names.ofWorker(worker), 0, Integer.MAX_VALUE, List.of(kept.choice())));
      optimizerSteps.add(kept.steps());
    }
    return files.write(folder, plans).map(sums -> new Checkpoints.Written(sums, optimizerSteps));
  }

  private ExecutorFiles.Plan plan(StateFiles.File file, int from, int to) {
    RDD<Tuple2<Integer, Slice>> read =
        averaged.map(bytes -> new Tuple2<>(UNASKED, Slice.of(bytes))).rdd();
    List<Choice<Tuple2<Integer, Slice>>> slices =
        slicing.of(form.sizes(), from, to).stream()
            .map(number -> new Choice<>(read, number))
            .toList();
    return new ExecutorFiles.Plan(file, from, to, slices);
  }

  @Override
  public void forget() {
    if (here != null) {
      here.forget();
    }
  }

  private RunState.Here fetched() {
    if (here == null) {
      Assembly model = form.room();
      crew.each(averaged, (n, slice) -> model.put(slicing, n, Slice.of(slice).averaged()));
      List<OptimizerState> moments = new ArrayList<>();
      for (int worker : sentOwn.keySet()) {
        OptimizerState sent = sentOwn.get(worker).value();
        moments.add(own(worker).map(kept -> fetched(kept, sent)).orElse(sent));
      }
      here = new RunState.Here(form.empty().with(model.vectors(), steps), moments);
      release();
    }
    return here;
  }

  private OptimizerState fetched(Own kept, OptimizerState like) {
    List<OptimizerState> moments = new ArrayList<>();
    JavaRDD<Slice> alone =
        ChosenPartitions.of(List.of(List.of(kept.choice())))
            .toJavaRDD()
            .map(opened -> opened.get(0).read().next()._2());
    crew.each(alone, (n, slice) -> moments.add(like.with(slice.averaged(), kept.steps())));
    return moments.get(0);
  }

  /** Frees what executors hold of this state and of those before. */
  void release() {
    gathered.cleanShuffleDependencies(false);
    exchanged.cleanShuffleDependencies(false);
    averaged.unpersist(false);
    if (before != null) {
      before.release();
      before = null;
    }
  }

  /**
   * Frees what only the loss of several executors could ask for again: what was exchanged two
   * rounds ago, and all of the rounds before.
   */
  private void forgetOld() {
    if (before != null && before.before != null) {
      ExecutorState old = before.before;
      old.exchanged.cleanShuffleDependencies(false);
      if (old.before != null) {
        old.before.averaged.unpersist(false);
        old.before = null;
      }
    }
  }
}
