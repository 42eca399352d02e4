package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.Rejection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RejectionLimitTest {
  private static final int CHUNKS = 100;

  private final JavaSparkContext spark = SparkSessions.context();

  /** All tasks but the first three go on until they are stopped. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void stopsTheJobOnceTooManyAreRejected() {
    RejectionLimit limit = new RejectionLimit(spark, "here", new RejectionAllowance(0.02, CHUNKS));

    assertThatThrownBy(
            () ->
                limit.during(
                    rejected ->
                        spark
                            .parallelize(chunks(), CHUNKS)
                            .map(chunk -> rejectOrGoOn(chunk, rejected))
                            .count()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "here: at least 3 of 100 images cannot be used, more than the fraction 0.02 that"
                + " --max-rejected allows: 3 empty; such as a.jpg (why), a.jpg (why), a.jpg (why)");
  }

  @Test
  void countsWhatIsReadTwiceOnce() {
    RejectedByPart sum = new RejectedByPart();
    for (int attempt = 0; attempt < 2; attempt++) {
      RejectedByPart task = new RejectedByPart();
      task.add(new RejectedByPart.Entry("train from 7", rejection(7), 0));
      sum.merge(task);
    }

    assertThat(sum.value().count()).isEqualTo(1);
  }

  private static List<Integer> chunks() {
    return IntStream.range(0, CHUNKS).boxed().toList();
  }

  private static int rejectOrGoOn(int chunk, RejectedByPart rejected) {
    if (chunk < 3) {
      rejected.add(new RejectedByPart.Entry("train from " + chunk, rejection(chunk), 0));
      return 1;
    }
    while (!TaskContext.get().isInterrupted()) {
      Thread.onSpinWait();
    }
    return 0;
  }

  private static Rejection rejection(long index) {
    return new Rejection(index, 0, "a.jpg", "empty", "why", new byte[0]);
  }
}
