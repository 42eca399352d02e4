package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SignalTest {
  /** Exit code of a process that SIGTERM ended. */
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aSchedulersSignalEndsTrainingWithOneMessage() throws Exception {
    Fixture fixture = Fixture.in(folder);
    Path metrics = Path.of(fixture.run("stopped"), "metrics.jsonl");
    Process child =
        ChildProcess.start(
            folder,
            Altprop.class,
            "train",
            "--conf",
            fixture.conf(),
            "--data",
            fixture.data(),
            "--output",
            fixture.run("stopped"),
            "--set",
            "epochs=100000");
    try {
      while (Files.notExists(metrics) && child.isAlive()) {
        Thread.sleep(50);
      }
      child.destroy();
      assertThat(child.waitFor()).isEqualTo(TERMINATED);
    } finally {
      child.destroyForcibly();
    }

    assertThat(Files.readString(folder.resolve("child.log")))
        .contains("altprop: stopped by a signal")
        .doesNotContain("this is a bug");
  }
}
