package io.github.altprop.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.Success$;
import org.apache.spark.TaskState;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;
import scala.Enumeration;

class OvertakenTest {
  private static final int STAGE = 3;

  private final Overtaken overtaken = new Overtaken();

  @Test
  void theMachineWhoseTaskACopyOvertookIsNamedOnce() {
    TaskInfo slow = started(1, "slow", false);
    TaskInfo other = started(0, "fast", false);
    ended(other, TaskState.FINISHED());
    TaskInfo copy = started(1, "fast", true);
    ended(copy, TaskState.FINISHED());
    ended(slow, TaskState.KILLED());

    assertThat(overtaken.take()).isEqualTo(Map.of("slow", 1));
    assertThat(overtaken.take()).isEmpty();
  }

  @Test
  void aCopyThatComesLateNamesNobody() {
    TaskInfo first = started(1, "a", false);
    TaskInfo copy = started(1, "b", true);
    ended(first, TaskState.FINISHED());
    ended(copy, TaskState.KILLED());

    assertThat(overtaken.take()).isEmpty();
  }

  @Test
  void aTaskTriedAgainNamesNobody() {
    ended(started(1, "a", false), TaskState.FAILED());
    ended(started(1, "b", false), TaskState.FINISHED());

    assertThat(overtaken.take()).isEmpty();
  }

  private int tasks;

  private TaskInfo started(int number, String host, boolean copy) {
    TaskInfo task =
        new TaskInfo(tasks++, number, 0, number, 0, host, host, TaskLocality.ANY(), copy);
    overtaken.onTaskStart(new SparkListenerTaskStart(STAGE, 0, task));
    return task;
  }

  private void ended(TaskInfo task, Enumeration.Value how) {
    task.markFinished(how, 1);
    overtaken.onTaskEnd(new SparkListenerTaskEnd(STAGE, 0, "", Success$.MODULE$, task, null, null));
  }
}
