package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * A crew whose tasks Spark runs. A state goes to the executors once, by broadcast or, within one
 * process, by reference. Each task borrows a worker of its process for as long as it runs.
 */
public final class SparkCrew implements Crew {
  private final JavaSparkContext spark;
  private final Placement placement;
  private final String session;
  private final Broadcast<WorkerPlan> plan;
  private final Broadcast<Numbers> rule;
  private final Overtaken overtaken = new Overtaken();
  private Shared<ModelState> shared;
  private WeakReference<ModelState> sent = new WeakReference<>(null);

  /**
   * @param rule what the learning rule holds fixed; goes out once, like the plan
   */
  SparkCrew(JavaSparkContext spark, WorkerPlan plan, Numbers rule) {
    this.spark = spark;
    placement = plan.placement();
    session = plan.session();
    this.plan = spark.broadcast(plan);
    this.rule = spark.broadcast(rule);
    if (spark.getConf().getBoolean("spark.speculation", false)) {
      spark.sc().addSparkListener(overtaken);
    }
  }

  /** Finds a worker for a task, and says what becomes of it then. */
  private interface Staffing extends Serializable {
    <R> R run(WorkerPlan plan, Supplier<Numbers> rule, Function<Worker, R> task);
  }

  /** A function that travels to an executor. */
  private interface Sent<T, R> extends Function1<T, R>, Serializable {}

  /**
   * Runs one Spark task for each of {@code tasks}.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable
   * @return one result a task, in their order
   */
  @Override
  public <T, R> List<R> run(String description, ModelState state, List<T> tasks, Job<T, R> job) {
    return tasks.isEmpty() ? List.of() : later(description, state, tasks, job).collect();
  }

  /**
   * Prepares one Spark task for each of {@code tasks}; the results must be asked for before another
   * state is sent off.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable, at least one
   */
  public <T, R> JavaRDD<R> later(
      String description, ModelState state, List<T> tasks, Job<T, R> job) {
    return later(description, state, tasks, job, WorkerPool::with);
  }

  private <T, R> JavaRDD<R> later(
      String description, ModelState state, List<T> tasks, Job<T, R> job, Staffing staffing) {
    send(state);
    // Locals, because a task must not take this crew along.
    Shared<ModelState> sending = shared;
    Broadcast<Numbers> fixed = rule;
    Broadcast<WorkerPlan> plan = this.plan;
    spark.setJobDescription(description);
    return placement.placed(
        spread(tasks)
            .map(
                task ->
                    staffing.run(
                        plan.value(),
                        fixed::value,
                        worker -> job.run(worker, sending::value, task))));
  }

  /** What one task makes of an element, with a worker; must not depend on what that did before. */
  @FunctionalInterface
  public interface Work<T, R> extends Serializable {
    /** Computes a result. */
    R run(Worker worker, T element);
  }

  /**
   * Prepares tasks that work on what executors hold; nothing is sent off for them.
   *
   * @param description shown in Spark's user interface
   */
  public <T, R> JavaRDD<R> onward(String description, JavaRDDLike<T, ?> elements, Work<T, R> work) {
    // Locals, because a task must not take this crew along.
    Broadcast<Numbers> fixed = rule;
    Broadcast<WorkerPlan> plan = this.plan;
    spark.setJobDescription(description);
    return placement.placed(
        elements.map(
            element ->
                WorkerPool.with(plan.value(), fixed::value, worker -> work.run(worker, element))));
  }

  /**
   * One element in each partition, so that each task gets its own alone. What a function takes
   * along, all tasks read.
   *
   * @param elements serialisable, at least one
   */
  public <T> JavaRDD<T> spread(List<T> elements) {
    return spark.parallelize(elements, elements.size());
  }

  /**
   * Computes results and hands each over as soon as it is there, so that they need not all be in
   * memory; in any order, but never two at once.
   *
   * @param results one in each partition
   * @param use takes the partition's number and its result
   */
  public <R> void each(JavaRDD<R> results, BiConsumer<Integer, R> use) {
    Sent<Iterator<R>, R> only = Iterator::next;
    spark
        .sc()
        .runJob(
            results.rdd(),
            only,
            (partition, result) -> {
              use.accept((Integer) partition, result);
              return BoxedUnit.UNIT;
            },
            ClassTag$.MODULE$.apply(Object.class));
  }

  /**
   * Whether what is sent off goes out as a copy, so that nobody reads the driver's own numbers from
   * then on.
   */
  @Override
  public Optional<SparkCrew> onSpark() {
    return Optional.of(this);
  }

  @Override
  public boolean sendsCopies() {
    return !spark.isLocal();
  }

  /**
   * Whether tasks run in this process and all at once, on processors.
   *
   * @param tasks how many
   */
  @Override
  public boolean sideBySide(int tasks) {
    return spark.isLocal() && placement.onProcessors() && tasks <= spark.defaultParallelism();
  }

  /**
   * Runs one Spark task for each of {@code tasks} and looks at all workers as the tasks left them;
   * only where tasks run in this process.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable, at least one
   * @param use sees the workers and the tasks' results, in the order of the tasks
   */
  @Override
  public <T, R> void together(
      String description,
      ModelState state,
      List<T> tasks,
      Job<T, R> job,
      BiConsumer<List<Worker>, List<R>> use) {
    try {
      List<R> results = later(description, state, tasks, job, WorkerPool::leave).collect();
      use.accept(WorkerPool.left(session), results);
    } finally {
      WorkerPool.resume(session);
    }
  }

  /**
   * How many tasks were overtaken by a copy since this was last asked, by the machine that was too
   * slow. Spark tells it with some delay.
   */
  public Map<String, Integer> overtaken() {
    return overtaken.take();
  }

  /** How tasks reach Hadoop's file systems. */
  public SerializableConfiguration configuration() {
    return new SerializableConfiguration(spark.hadoopConfiguration());
  }

  /** Shares something with the tasks of one job; to be withdrawn after it. */
  @Override
  public <T> Shared<T> share(T value) {
    return Shared.of(spark, value);
  }

  /** Sends a state off, unless it is out already, and drops the one before. */
  @SuppressWarnings("ReferenceEquality") // each is an object of its own, and costly to compare
  @Override
  public void send(ModelState state) {
    if (sent.get() != state) {
      drop();
      shared =
          !spark.isLocal() && state.bytes() >= LargeState.LEAST_BYTES
              ? LargeState.of(spark, state)
              : Shared.of(spark, state);
      sent = new WeakReference<>(state); // Spark has its bytes
    }
  }

  private void drop() {
    if (shared != null) {
      shared.withdraw();
      shared = null;
      sent.clear();
    }
  }

  @Override
  public void close() {
    drop();
    spark.sc().removeSparkListener(overtaken);
    rule.destroy();
    plan.destroy();
    spark.setJobDescription(null);
    WorkerPool.release(session);
  }
}
