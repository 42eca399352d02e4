package io.github.altprop.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path parent;

  private final Configuration configuration = new Configuration();

  private String run() {
    return parent.resolve("a run").toString();
  }

  @Test
  void refusesAnOutputThatHoldsAnything() throws IOException {
    RunFolder.create(run(), configuration);
    RunFolder run = RunFolder.create(run(), configuration); // still empty
    run.folder().child(RunFolder.EXPERIMENT).write("name: x\n");

    assertThatThrownBy(() -> RunFolder.create(run(), configuration))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("already holds a run")
        .hasMessageContaining("--resume");

    Files.writeString(Files.createDirectories(parent.resolve("other")).resolve("thesis.tex"), "");
    assertThatThrownBy(() -> RunFolder.create(parent.resolve("other").toString(), configuration))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thesis.tex");
  }

  @Test
  void refusesToOpenWhatIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(run(), configuration))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected a run that 'altprop train' made");
    assertThatThrownBy(() -> RunFolder.open("nosuch://x/y", configuration))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nosuch");
  }

  @Test
  void refusesAnUnwritablePlace() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> RunFolder.create(file.resolve("below").toString(), configuration))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void metricsResumeAtTheLineOfTheCheckpoint() throws IOException {
    Location folder = RunFolder.create(run(), configuration).folder();
    Path file = Path.of(run(), MetricsLog.FILE);
    try (MetricsLog log = MetricsLog.open(folder, 0)) {
      log.append(Map.of("step", 1));
      log.append(Map.of("step", 2));
      assertThat(file).hasContent("{\"step\":1}\n{\"step\":2}\n");
    }
    Files.writeString(file, Files.readString(file) + "{\"step\":3}\n{\"st"); // killed in mid-write

    try (MetricsLog log = MetricsLog.open(folder, 2)) {
      assertThat(log.publish()).isEqualTo(2);
      log.append(Map.of("step", 3));
    }

    assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n");
    assertThatThrownBy(() -> MetricsLog.open(folder, 9))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 3 lines but the checkpoint saw 9");
  }

  @Test
  void provenanceHoldsEveryStart() throws IOException {
    RunFolder run = RunFolder.create(run(), configuration);

    run.started(Map.of("seed", 7));
    run.started(Map.of("seed", 7)); // the first was killed
    run.ended("finished");

    JsonNode sessions =
        new ObjectMapper().readTree(Path.of(run(), "provenance.json").toFile()).get("sessions");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).get("ended").isNull()).isTrue();
    assertThat(sessions.get(1).get("outcome").asText()).isEqualTo("finished");
    assertThat(sessions.get(1).get("seed").asInt()).isEqualTo(7);
    assertThat(Path.of(run()).toFile().list()).containsExactly("provenance.json");
  }
}
