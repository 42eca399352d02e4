package io.github.altprop.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir Path folder;

  @Test
  void aLocalFileIsWrittenWithoutStartingAProcess() throws Exception {
    Path file = folder.resolve("text");
    Path recorded = folder.resolve("recorded.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart").withoutThreshold();
      recording.start();
      Location.of(file.toString(), new Configuration()).write("content");
      recording.stop();
      recording.dump(recorded);
    }
    assertThat(file).hasContent("content");
    List<String> commands =
        RecordingFile.readAllEvents(recorded).stream()
            .map(event -> event.getString("command"))
            .toList();
    assertThat(commands).noneMatch(command -> command.contains(folder.toString()));
  }

  @Test
  void aFileThatIsGivenUpLeavesNothingBehind() throws Exception {
    Location place = Location.of(folder.resolve("new/text").toString(), new Configuration());
    try (NewFile file = place.create("1")) {
      file.out().write(1);
      assertThat(place.exists()).isFalse();
    }
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }
}
