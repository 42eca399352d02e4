package io.github.altprop.preprocessing.format.pickle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.MemoryFiles;
import io.github.altprop.preprocessing.format.cifar.PickledCifar;
import java.util.Map;

/** Pickles as CIFAR's python version has them: read, or refused. */
class PickleFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      PickledCifar.read(
          new MemoryFiles(Map.of("data_batch_1", file)),
          MemoryFiles.FOLDER + "/data_batch_1",
          "labels");
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
