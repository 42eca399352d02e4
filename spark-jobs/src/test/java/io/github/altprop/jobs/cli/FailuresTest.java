package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
  private final StringWriter said = new StringWriter();

  @Test
  void aTaskOutOfMemoryIsToldInOneLineThatSaysWhatToGiveMoreOf() {
    CommandLine command = new CommandLine(new Altprop()).setErr(new PrintWriter(said, true));
    SparkException failure =
        new SparkException("Job aborted", new OutOfMemoryError("Physical memory usage is high"));

    assertThat(Failures.execution(failure, command, null)).isEqualTo(Failures.USER);
    assertThat(said.toString())
        .hasLineCount(1)
        .startsWith("altprop: out of memory (Physical memory usage is high, ")
        .contains("ALTPROP_MEMORY", "spark.executor.memoryOverhead");
  }

  @Test
  void anExecutorOutOfMemoryIsToldInOneLine() {
    SparkException failure =
        new SparkException(
            "Job aborted due to stage failure: Task 1 in stage 0.0 failed 8 times, most recent failure: "
                + "Lost task 1.7 in stage 0.0 (TID 9) (127.0.0.1 executor 8): ExecutorLostFailure (executor 8 exited"
                + " caused by one of the running tasks) Reason: Command exited with code 52");
    CommandLine command = new CommandLine(new Altprop()).setErr(new PrintWriter(said, true));

    assertThat(Failures.execution(failure, command, null)).isEqualTo(Failures.USER);
    assertThat(said.toString())
        .startsWith("altprop: an executor ran out of memory: give more, with spark.executor.memory")
        .hasLineCount(1);
  }

  @Test
  void theDriverOutOfMemoryIsToldTheSameWay() {
    OutOfMemoryError failure = new OutOfMemoryError("Java heap space");

    assertThat(Failures.memory(failure, new PrintWriter(said, true))).isEqualTo(Failures.USER);
    assertThat(said.toString()).hasLineCount(1).contains("Java heap space", "a heap of at most");
  }
}
