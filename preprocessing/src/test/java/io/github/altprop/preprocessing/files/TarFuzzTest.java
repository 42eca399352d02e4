package io.github.altprop.preprocessing.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import java.util.Optional;

/** Headers of tar archives: read, or refused. */
class TarFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    TarReader reader = TarReader.of(RandomFile.of(file), "a.tar", 0, file.length);
    try {
      Optional<TarEntry> entry = reader.next();
      while (entry.isPresent()) {
        reader.content(entry.get(), 1 << 20);
        entry = reader.next();
      }
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
