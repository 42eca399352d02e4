package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small text files that describe a data set. */
public final class TextFiles {
  private static final int MOST_BYTES = 64 << 20;

  private TextFiles() {}

  /** The lines that are not blank, without the blanks around them; line ends may be CRLF. */
  public static List<String> lines(FileAccess files, String path) {
    return lines(bytes(files, path, MOST_BYTES));
  }

  /** All of a file, which must not be longer than is sensible. */
  public static byte[] bytes(FileAccess files, String path, int most) {
    try (InputStream in = TarGz.isInside(path) ? TarGz.open(files, path, 0) : files.open(path, 0)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw BadInputException.at(path, most, "too long to be what it should be");
      }
      return bytes;
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  /** The same of a file that has been read. */
  public static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
