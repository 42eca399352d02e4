package io.github.altprop.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path path;
  private Location folder;
  private Location file;
  private final List<Duration> waits = new ArrayList<>();

  @BeforeEach
  void locate() {
    folder = Location.of(path.toString(), new Configuration(false));
    file = folder.child(FolderLock.FILE);
  }

  @Test
  void keepsASecondWriterOutAndNamesTheFirst() {
    FolderLock.during(
        folder,
        () -> {
          assertThatThrownBy(() -> FolderLock.take(folder))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("output " + path + " is in use by process ")
              .hasMessageContaining(ProcessHandle.current().pid() + " on ")
              .hasMessageContaining(", started 20");
          return null;
        });
    FolderLock.take(folder).close();
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void takesOverTheFileOfAKilledProcess() throws Exception {
    Files.writeString(path.resolve(FolderLock.FILE), "half a li");

    FolderLock.take(folder).close();

    assertThat(path).isEmptyDirectory();
  }

  @Test
  void aBeatingHeartKeepsASecondWriterOutWhateverItsClockSays() {
    LockOwner ahead = new LockOwner("a", "far", 1, "2999-01-01T00:00:00Z", 5);
    file.write(ahead.toJson());

    assertThatThrownBy(() -> Heartbeat.take(folder, file, waiting(() -> beatAfter(2, ahead))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("in use by process 1 on far, started 2999-01-01T00:00:00Z");
    assertThat(waits).hasSize(2);
  }

  @Test
  void aHeartThatIsStillIsTakenOverWhateverItsClockSays() {
    LockOwner ahead = new LockOwner("a", "far", 1, "2999-01-01T00:00:00Z", 5);
    file.write(ahead.toJson());

    Heartbeat.take(folder, file, waiting(() -> {})).close();

    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(Heartbeat.PATIENCE)
        .isLessThan(Heartbeat.PATIENCE.plusSeconds(5));
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void aHolderOfThisMachineThatHasEndedIsNotWaitedFor() {
    LockOwner self = LockOwner.self();
    file.write(new LockOwner("a", self.host(), 1L << 22, self.started(), 5).toJson());

    Heartbeat.take(folder, file, waiting(() -> {})).close();

    assertThat(waits).hasSize(1);
  }

  @Test
  void ofTwoThatStartTogetherTheLastToWriteStays() {
    LockOwner other = new LockOwner("b", "far", 2, "2026-01-01T00:00:00Z", 0);

    assertThatThrownBy(
            () -> Heartbeat.take(folder, file, waiting(() -> file.write(other.toJson()))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("process 2 on far");
  }

  /** Waits without waiting: time passes by something being done. */
  private Heartbeat.Waiting waiting(Runnable meanwhile) {
    return duration -> {
      waits.add(duration);
      meanwhile.run();
    };
  }

  private void beatAfter(int looks, LockOwner owner) {
    if (waits.size() == looks) {
      file.write(owner.alive().toJson());
    }
  }
}
