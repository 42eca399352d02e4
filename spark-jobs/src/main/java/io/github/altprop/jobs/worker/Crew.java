package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * All workers of a Spark application: a state goes out to them by broadcast, each task gets a
 * worker of its own for as long as it runs, results come back in the order of the tasks.
 */
public final class Crew implements AutoCloseable {
  private final JavaSparkContext spark;
  private final WorkerPlan plan;
  private final Broadcast<Numbers> rule;
  private Broadcast<ModelState> broadcast;
  private ModelState sent;

  /**
   * @param rule what the learning rule holds fixed; goes out once
   */
  public Crew(JavaSparkContext spark, WorkerPlan plan, Numbers rule) {
    this.spark = spark;
    this.plan = plan;
    this.rule = spark.broadcast(rule);
  }

  /** What one task does; must not depend on what its worker did before. */
  @FunctionalInterface
  public interface Job<T, R> extends Serializable {
    R run(Worker worker, ModelState state, T task);
  }

  /**
   * Runs one Spark task for each of {@code tasks}.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable
   * @return one result a task, in their order
   */
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
    send(state);
    // Locals, because a task must not take this crew along.
    Broadcast<ModelState> sending = broadcast;
    Broadcast<Numbers> fixed = rule;
    WorkerPlan plan = this.plan;
    spark.setJobDescription(description);
    return spark
        .parallelize(tasks, tasks.size())
        .map(
            task ->
                WorkerPool.with(
                    plan, fixed::value, worker -> job.run(worker, sending.value(), task)));
  }

  /** Sends a state off, unless it is out already, and drops the one before. */
  @SuppressWarnings("ReferenceEquality") // states are never changed, and costly to compare
  public void send(ModelState state) {
    if (sent != state) {
      drop();
      broadcast = spark.broadcast(state);
      sent = state;
    }
  }

  private void drop() {
    if (broadcast != null) {
      broadcast.destroy();
      broadcast = null;
      sent = null;
    }
  }

  @Override
  public void close() {
    drop();
    rule.destroy();
    spark.setJobDescription(null);
    WorkerPool.release(plan.session());
  }
}
