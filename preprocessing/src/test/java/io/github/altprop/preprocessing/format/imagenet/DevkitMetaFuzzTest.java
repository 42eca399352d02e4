package io.github.altprop.preprocessing.format.imagenet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;

/** MATLAB's tables as the devkit has one: understood, or refused. */
class DevkitMetaFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      DevkitMeta.classes(file, "meta.mat");
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
