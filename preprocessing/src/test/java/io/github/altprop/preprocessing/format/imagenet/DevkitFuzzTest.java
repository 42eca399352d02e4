package io.github.altprop.preprocessing.format.imagenet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.MemoryFiles;
import java.util.List;
import java.util.Map;

/** The lists of ImageNet's devkit and of the Kaggle edition: understood, or refused. */
class DevkitFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    byte[] truth = {0x31, 0x0a};
    List<Map<String, byte[]>> layouts =
        List.of(
            Map.of("map_clsloc.txt", file, "ILSVRC2012_validation_ground_truth.txt", truth),
            Map.of("LOC_synset_mapping.txt", file, "LOC_val_solution.csv", truth),
            Map.of("LOC_synset_mapping.txt", truth, "LOC_val_solution.csv", file));
    for (Map<String, byte[]> layout : layouts) {
      try {
        new ImageNetDevkit(new MemoryFiles(layout)).labels(List.of(MemoryFiles.FOLDER));
      } catch (BadInputException e) {
        // Said to the user in one message.
      }
    }
  }
}
