package io.github.altprop.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.jobs.conf.Sweep;
import io.github.altprop.jobs.sweep.SweepFolder.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {
  private static final Sweep SWEEP =
      Sweep.read("test", "name: test\nexperiments: {FA: fa.yaml}\n", Sweep.Variant.FULL);

  @TempDir Path root;
  private SweepFolder folder;

  @BeforeEach
  void open() {
    folder =
        SweepFolder.open(
            root.resolve("sweep").toString(), SWEEP, Resume.NO, new Configuration(false));
  }

  /** Seconds: long 0 to 9 beside short 1 to 3, next 3 to 5 and late 6 to 8; other on its own. */
  @Test
  void pointsSideBySideRunInDifferentSlotsOfTheirHost() throws IOException {
    Timeline timeline = new Timeline(folder);
    timeline.ended(outcome("short", "a", 1, 3));
    timeline.ended(outcome("long", "a", 0, 9));
    timeline.ended(outcome("late", "a", 6, 8));
    timeline.ended(outcome("next", "a", 3, 5));
    timeline.ended(outcome("third", "a", 4, 7));
    timeline.ended(outcome("other", "b", 2, 4));

    timeline.write(at(9));

    assertThat(lines())
        .containsExactly(
            "point,state,host,slot,start,end",
            "long,finished,a,0,1970-01-01T00:00:00Z,1970-01-01T00:00:09Z",
            "short,finished,a,1,1970-01-01T00:00:01Z,1970-01-01T00:00:03Z",
            "other,finished,b,0,1970-01-01T00:00:02Z,1970-01-01T00:00:04Z",
            "next,finished,a,1,1970-01-01T00:00:03Z,1970-01-01T00:00:05Z",
            "third,finished,a,2,1970-01-01T00:00:04Z,1970-01-01T00:00:07Z",
            "late,finished,a,1,1970-01-01T00:00:06Z,1970-01-01T00:00:08Z");
  }

  @Test
  void whatRunsWhenTheProcessIsKilledIsKnownUntilItWasLastHeardOf() throws IOException {
    Timeline killed = new Timeline(folder);
    killed.started("long", "a", at(0));
    killed.heard(at(70));
    killed.heard(at(75)); // too early to write again

    Timeline resumed = new Timeline(folder);
    resumed.started("long", "a", at(1000));
    resumed.ended(outcome("long", "a", 1001, 1009));
    resumed.started("long", "a", at(1000)); // the news of its start came late
    resumed.write(at(1009));

    assertThat(lines())
        .containsExactly(
            "point,state,host,slot,start,end",
            "long,stopped,a,0,1970-01-01T00:00:00Z,1970-01-01T00:01:10Z",
            "long,finished,a,0,1970-01-01T00:16:41Z,1970-01-01T00:16:49Z");
  }

  @Test
  void pointsThatBeganJustBeforeTheKillRanInSlotsOfTheirOwn() throws IOException {
    Timeline killed = new Timeline(folder);
    killed.started("long", "a", at(0));
    killed.started("short", "a", at(0));

    new Timeline(folder).write(at(9));

    assertThat(lines())
        .containsExactly(
            "point,state,host,slot,start,end",
            "long,stopped,a,0,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z",
            "short,stopped,a,1,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z");
  }

  @Test
  void aPointWhoseExecutorIsLostRunsTwice() throws IOException {
    Timeline timeline = new Timeline(folder);
    timeline.started("long", "a", at(0));
    timeline.stopped("long", at(5));
    timeline.started("long", "b", at(6));

    assertThat(lines())
        .containsExactly(
            "point,state,host,slot,start,end",
            "long,stopped,a,0,1970-01-01T00:00:00Z,1970-01-01T00:00:05Z",
            "long,running,b,0,1970-01-01T00:00:06Z,1970-01-01T00:00:06Z");
  }

  @Test
  void aFileThatIsNoTimelineIsReplaced() throws IOException {
    folder.write("timeline.csv", "point,host,start\nlong,a,yesterday\n");

    new Timeline(folder).write(at(0));

    assertThat(lines()).containsExactly("point,state,host,slot,start,end");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(root.resolve("sweep").resolve("timeline.csv"));
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  private static PointOutcome outcome(String point, String host, long start, long end) {
    return new PointOutcome(point, State.FINISHED, "", host, at(start), at(end));
  }
}
