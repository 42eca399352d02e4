package io.github.altprop.jobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.BadInputException;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class QuietLogTest {
  private static final String EXECUTOR = "org.apache.spark.executor.Executor";
  private static final String TASKS = "org.apache.spark.scheduler.TaskSetManager";

  private final QuietLog filter = new QuietLog();

  @Test
  void keepsBackWhatAUserCanMend() {
    RuntimeException wrapped = new RuntimeException(new BadInputException("a.bin: byte 3: bad"));

    assertThat(filtered(EXECUTOR, "Exception in task 0.0", new UserError("x")))
        .isEqualTo(Result.DENY);
    assertThat(filtered(EXECUTOR, "Exception in task 0.0", wrapped)).isEqualTo(Result.DENY);
    assertThat(filtered(TASKS, "Lost task 0.0: " + BadInputException.class.getName() + ": a", null))
        .isEqualTo(Result.DENY);
    assertThat(filtered(TASKS, "Task 0 in stage 0.0 failed 1 times; aborting job", null))
        .isEqualTo(Result.DENY);
  }

  @Test
  void letsAllElsePass() {
    assertThat(filtered(EXECUTOR, "Exception in task 0.0", new IllegalStateException("a bug")))
        .isEqualTo(Result.NEUTRAL);
    assertThat(filtered(TASKS, "Lost executor 1", null)).isEqualTo(Result.NEUTRAL);
  }

  private Result filtered(String logger, String message, Throwable thrown) {
    return filter.filter(
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger)
            .setMessage(new SimpleMessage(message))
            .setThrown(thrown)
            .build());
  }
}
