package io.github.altprop.evaluation.run;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files of a run that reports read, metrics.jsonl first: understood, or refused. */
class RunFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    for (String name :
        new String[] {
          Metrics.FILE,
          EvaluationRow.TABLE.file(),
          AngleRow.TABLE.file(),
          DistanceRow.TABLE.file(),
          EmbeddingRow.TABLE.file(),
          EmbeddingTable.SETTINGS_FILE,
          "provenance.json"
        }) {
      try {
        Run.read("run", path -> path.equals(name) ? Optional.of(text) : Optional.empty());
      } catch (MalformedRunException e) {
        // Said to the user in one message.
      }
    }
  }
}
