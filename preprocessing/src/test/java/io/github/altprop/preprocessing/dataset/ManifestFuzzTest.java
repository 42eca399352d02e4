package io.github.altprop.preprocessing.dataset;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;

/** Manifests: read to what is written again, or refused. */
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      ManifestJson.write(ManifestJson.read(file, "manifest.json"));
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
