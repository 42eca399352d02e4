package io.github.altprop.jobs.conf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.jobs.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Experiment files: resolved to what resolves to itself, or refused. */
class ExperimentFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      Experiment experiment = read(new String(file, StandardCharsets.UTF_8));
      if (!read(experiment.toYaml()).resolved().equals(experiment.resolved())) {
        throw new AssertionError("does not resolve to itself: " + experiment.toYaml());
      }
    } catch (UserError e) {
      // Said to the user in one message.
    }
  }

  private static Experiment read(String yaml) {
    return Experiment.read("a.yaml", yaml, List.of(), Components.catalog());
  }
}
