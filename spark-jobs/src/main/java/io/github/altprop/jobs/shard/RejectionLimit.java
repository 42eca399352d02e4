package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Stops a job once more examples are rejected than may be, or once a task has found that this must
 * be expected: their number is known beforehand, so the rest need not be read.
 */
final class RejectionLimit {
  private final JavaSparkContext spark;
  private final String source;
  private final RejectionAllowance allowance;

  /**
   * @param source where the examples are, for complaints
   */
  RejectionLimit(JavaSparkContext spark, String source, RejectionAllowance allowance) {
    this.spark = spark;
    this.source = source;
    this.allowance = allowance;
  }

  /**
   * What the work makes. Spark jobs that it starts from this thread are watched.
   *
   * @param work is given what its tasks report rejections to
   * @throws UserError if too many are rejected
   */
  <T> T during(Function<RejectedByPart, T> work) {
    RejectedByPart rejected = new RejectedByPart();
    spark.sc().register(rejected, "rejected");
    String group = "altprop-shard-" + UUID.randomUUID();
    SparkListener watch =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd event) {
            if (refused(rejected.value())) {
              spark.sc().cancelJobGroup(group);
            }
          }
        };
    spark.sc().setJobGroup(group, null, false);
    spark.sc().addSparkListener(watch);
    T made;
    try {
      made = work.apply(rejected);
    } catch (RuntimeException e) {
      throw refused(rejected.value()) ? tooMany("at least ", rejected.value(), e) : e;
    } catch (Exception e) { // Spark's failures are checked, though nothing declares them
      throw refused(rejected.value())
          ? tooMany("at least ", rejected.value(), e)
          : new IllegalStateException(e);
    } finally {
      spark.sc().removeSparkListener(watch);
      spark.sc().clearJobGroup();
    }
    if (rejected.value().areHopeless()) { // the job ended before it could be stopped
      throw tooMany("at least ", rejected.value(), null);
    }
    return made;
  }

  /** Refuses a finished job that rejected too many. */
  void check(Rejections all) {
    if (allowance.exceededBy(all.count())) {
      throw tooMany("", all, null);
    }
  }

  private boolean refused(Rejections rejections) {
    return rejections.areHopeless() || allowance.exceededBy(rejections.count());
  }

  private UserError tooMany(String bound, Rejections rejections, Exception cause) {
    return new UserError(
        source
            + ": "
            + bound
            + rejections.count()
            + " of "
            + allowance.examples()
            + " images cannot be used, "
            + (rejections.areHopeless() ? rejections.hopelessness() + " in random order, " : "")
            + "more than the fraction "
            + allowance.fraction()
            + " that --max-rejected allows: "
            + rejections,
        cause);
  }
}
