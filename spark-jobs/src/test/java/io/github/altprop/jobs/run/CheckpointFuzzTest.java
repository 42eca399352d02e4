package io.github.altprop.jobs.run;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;

/** The state of checkpoints: read, or refused. */
class CheckpointFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      CheckpointState.fromJson(new String(file, StandardCharsets.UTF_8)).toJson();
    } catch (JsonProcessingException e) {
      // Said to the user: the checkpoint is broken.
    }
  }
}
