package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small text files that describe a data set. */
final class TextFiles {
  private static final int MOST_BYTES = 64 << 20;

  private TextFiles() {}

  /** The lines that are not blank, without the blanks around them; line ends may be CRLF. */
  static List<String> lines(FileAccess files, String path) {
    try (InputStream in = files.open(path, 0)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw BadInputException.at(path, MOST_BYTES, "too long for a list");
      }
      return lines(bytes);
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  /** The same of a file that has been read. */
  static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
