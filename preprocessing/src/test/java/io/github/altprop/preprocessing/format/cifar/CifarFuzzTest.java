package io.github.altprop.preprocessing.format.cifar;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.MemoryFiles;
import io.github.altprop.preprocessing.source.Examples;
import java.io.IOException;
import java.util.Map;

/** Records of CIFAR's binary version: read, or refused. */
class CifarFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) throws IOException {
    FileAccess files = new MemoryFiles(Map.of("train.bin", file));
    CifarChunk chunk =
        new CifarChunk(MemoryFiles.FOLDER + "/train.bin", Split.TRAIN, 0, 0, 2, 2, 100);
    try (Examples<Example> examples = chunk.examples(files)) {
      chunk.labels(files);
      examples.forEachRemaining(example -> {});
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
