package io.github.altprop.preprocessing.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import java.util.Map;

/** Gzipped tar archives: listed and opened, or refused. */
class TarGzFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    FileAccess files = new MemoryFiles(Map.of("a.tar.gz", file));
    FileEntry archive = FileEntry.file(MemoryFiles.FOLDER + "/a.tar.gz", file.length, 0);
    try {
      for (FileEntry entry : TarGz.entries(files, archive)) {
        TextFiles.bytes(files, entry.path(), 1 << 20);
      }
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
