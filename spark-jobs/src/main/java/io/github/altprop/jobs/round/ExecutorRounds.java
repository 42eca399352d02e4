package io.github.altprop.jobs.round;

import io.github.altprop.jobs.round.ChosenPartitions.Choice;
import io.github.altprop.jobs.round.ChosenPartitions.Opened;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.state.StateForm;
import io.github.altprop.jobs.worker.Shared;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.Function1;
import scala.Tuple2;
import scala.reflect.ClassTag$;

/**
 * Rounds whose states stay with the executors; the driver gets reports. Workers cut what they made
 * into slices, and Spark's shuffle brings the same slice of all workers together, where it is
 * averaged (reduce-scatter). The averages are shuffled once more, into one partition that all tasks
 * of the next round read (all-gather). Each worker's task asks for the machine where the worker was
 * in the round before, and goes elsewhere rather than wait. Its own moments do not leave the
 * executor that has them, unless the worker does.
 *
 * <p>What is lost with an executor, Spark computes again, to the same bits. Averages have a copy
 * with another executor, so that one loss costs no round; after more, rounds are computed again
 * from the state that was sent off last. Checkpoints are written by executors. When the state is
 * fetched, for an evaluation, it is sent off again from there.
 */
final class ExecutorRounds implements RoundRunner {
  /**
   * After so many rounds the state is fetched in any case: Spark looks at all of them each time.
   */
  private static final int LONGEST_LINEAGE = 64;

  private final SparkCrew crew;
  private final Rounds rounds;
  private final Slicing slicing;
  private final int longestLineage;
  private final ExecutorFiles files;
  private final Map<Integer, Shared<OptimizerState>> sentOwn = new TreeMap<>();

  /** Where workers were last: what they keep is there, and what they have read. */
  private final Map<Integer, String> hosts = new TreeMap<>();

  private StateForm form;
  private ExecutorState newest;

  /**
   * @param slicing of at least two slices
   * @param notices told why executors do not write checkpoints, if they cannot
   */
  ExecutorRounds(SparkCrew crew, Rounds rounds, Slicing slicing, Consumer<String> notices) {
    this(crew, rounds, slicing, LONGEST_LINEAGE, notices);
  }

  /**
   * @param slicing of at least two slices
   * @param longestLineage rounds until the state is fetched in any case
   * @param notices told why executors do not write checkpoints, if they cannot
   */
  ExecutorRounds(
      SparkCrew crew,
      Rounds rounds,
      Slicing slicing,
      int longestLineage,
      Consumer<String> notices) {
    files = new ExecutorFiles(crew, notices);
    this.crew = crew;
    this.rounds = rounds;
    this.slicing = slicing;
    this.longestLineage = longestLineage;
  }

  @Override
  public RoundEngine.Outcome run(String description, RunState state, int epoch, int round) {
    long started = System.nanoTime();
    ExecutorState before = state.held() == newest && newest.isAway(longestLineage) ? newest : null;
    if (before == null) {
      send(state);
    }
    double sendSeconds = secondsSince(started);
    List<Share> shares = shares(before, epoch, round);
    boolean keeps = !sentOwn.isEmpty();
    JavaRDD<List<Tuple2<Integer, Slice>>> fitted =
        before == null
            ? fromDriver(description, state.model(), shares, keeps)
            : fromExecutors(description, before, shares);
    if (before == null && crew.sendsCopies()) {
      state.held().forget(); // whoever still has that state would keep its memory
    }
    RDD<Tuple2<Integer, Slice>> exchanged =
        SliceShuffle.of(
            fitted.flatMapToPair(List::iterator),
            slicing.slices() + (keeps ? rounds.workers() : 0));
    JavaRDD<byte[]> averaged = means(exchanged).persist(StorageLevel.MEMORY_AND_DISK_2());
    List<Report> reports = new ArrayList<>();
    crew.each(averaged.map(Slice::reportsIn), (slice, told) -> reports.addAll(told));
    reports.forEach(report -> hosts.put(report.worker(), report.host()));
    newest =
        ExecutorState.after(
            before, crew, files, slicing, form, exchanged, averaged, reports, sentOwn);
    return new RoundEngine.Outcome(
        newest, reports, RoundTimes.of(reports, sendSeconds, secondsSince(started)));
  }

  /** Sends a state off, which rounds start from until the next is sent. */
  private void send(RunState state) {
    ModelState model = state.model();
    withdraw();
    form = StateForm.of(model);
    crew.send(model);
    for (OptimizerState own : state.own()) {
      sentOwn.put(sentOwn.size(), crew.share(own));
    }
  }

  private void withdraw() {
    if (newest != null) {
      newest.release();
      newest = null;
    }
    sentOwn.values().forEach(Shared::withdraw);
    sentOwn.clear();
  }

  private List<Share> shares(ExecutorState before, int epoch, int round) {
    List<Share> shares = new ArrayList<>();
    for (int worker = 0; worker < rounds.workers(); worker++) {
      List<Integer> share = rounds.share(round, worker);
      if (!share.isEmpty()) {
        Shared<OptimizerState> own =
            before == null || before.own(worker).isEmpty() ? sentOwn.get(worker) : null;
        shares.add(new Share(worker, epoch, share, rounds.minibatches(), own));
      }
    }
    return shares;
  }

  private JavaRDD<List<Tuple2<Integer, Slice>>> fromDriver(
      String description, ModelState model, List<Share> shares, boolean keeps) {
    Slicing cut = slicing; // a local, because a task must not take this along
    return crew.later(
        description,
        model,
        shares,
        (worker, state, share) -> fit(worker, Start.of(state, share), share, cut, keeps));
  }

  private JavaRDD<List<Tuple2<Integer, Slice>>> fromExecutors(
      String description, ExecutorState before, List<Share> shares) {
    List<List<Choice<Tuple2<Integer, Slice>>>> choices = new ArrayList<>();
    List<Onward> tasks = new ArrayList<>();
    List<Optional<String>> places = new ArrayList<>();
    for (Share share : shares) {
      List<Choice<Tuple2<Integer, Slice>>> reads = new ArrayList<>();
      reads.add(before.all());
      before.own(share.worker()).ifPresent(own -> reads.add(own.choice()));
      long ownSteps = before.own(share.worker()).map(ExecutorState.Own::steps).orElse(0L);
      tasks.add(new Onward(share, before.steps(), ownSteps));
      choices.add(reads);
      places.add(Optional.ofNullable(hosts.get(share.worker())));
    }
    Slicing cut = slicing;
    boolean keeps = before.keeps();
    return crew.onward(
        description,
        crew.spread(tasks).zip(ChosenPartitions.of(choices, places).toJavaRDD()),
        (worker, both) -> {
          Onward task = both._1();
          return fit(
              worker, new SlicesStart(both._2(), cut, keeps, task), task.share(), cut, keeps);
        });
  }

  /**
   * A task of a round that starts from what executors hold.
   *
   * @param steps behind the common state
   * @param ownSteps behind the worker's own moments, where executors have them
   */
  private record Onward(Share share, long steps, long ownSteps) implements Serializable {}

  /** Trains, and cuts what comes of it: numbered slices, then the moments if the worker keeps. */
  private static List<Tuple2<Integer, Slice>> fit(
      Worker worker, Start start, Share share, Slicing slicing, boolean keeps) {
    Report report = Fit.run(worker, start, share);
    Trainer trainer = worker.trainer();
    List<Tuple2<Integer, Slice>> cut = new ArrayList<>();
    for (int number = 0; number < slicing.slices(); number++) {
      cut.add(new Tuple2<>(number, Slice.averaged(trainer, report, slicing, number, keeps)));
    }
    if (keeps) {
      cut.add(new Tuple2<>(slicing.slices() + share.worker(), Slice.kept(trainer, report)));
    }
    return cut;
  }

  /** The bytes of averaged slices, in the order of their numbers. */
  private JavaRDD<byte[]> means(RDD<Tuple2<Integer, Slice>> exchanged) {
    List<List<Choice<Tuple2<Integer, Slice>>>> choices = new ArrayList<>();
    for (int number = 0; number < slicing.slices(); number++) {
      choices.add(List.of(new Choice<>(exchanged, number)));
    }
    // Named for what they are, or Spark would serialise them as any object.
    Averaging mean = ExecutorRounds::mean;
    return ChosenPartitions.of(choices)
        .map(mean, ClassTag$.MODULE$.<byte[]>apply(byte[].class))
        .toJavaRDD();
  }

  /** Travels to executors. */
  private interface Averaging
      extends Function1<List<Opened<Tuple2<Integer, Slice>>>, byte[]>, Serializable {}

  private static byte[] mean(List<Opened<Tuple2<Integer, Slice>>> opened) {
    List<Slice> slices = new ArrayList<>();
    scala.collection.Iterator<Tuple2<Integer, Slice>> numbered = opened.get(0).read();
    while (numbered.hasNext()) {
      slices.add(numbered.next()._2());
    }
    return Slice.mean(slices).toBytes();
  }

  @Override
  public void close() {
    withdraw();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** A start from averaged slices, and from what executors have of a worker's own moments. */
  private record SlicesStart(
      List<Opened<Tuple2<Integer, Slice>>> opened, Slicing slicing, boolean keeps, Onward task)
      implements Start {
    @Override
    public void common(Trainer trainer) {
      trainer.resumeAt(task.steps());
      List<Tensor> vectors = Slice.averaged(trainer, keeps);
      scala.collection.Iterator<Tuple2<Integer, Slice>> slices = opened.get(0).read();
      while (slices.hasNext()) {
        Tuple2<Integer, Slice> slice = slices.next();
        slicing.put(slice._1(), slice._2().averaged(), vectors);
      }
    }

    @Override
    public void own(Trainer trainer) {
      if (task.share().own() != null) {
        task.share().own().value().into(trainer);
      } else if (keeps) {
        trainer.resumeAt(task.ownSteps());
        Slice moments = opened.get(1).read().next()._2();
        new Slicing(1).put(0, moments.averaged(), OptimizerState.vectors(trainer));
      }
    }
  }
}
