package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.TextFiles;
import io.github.altprop.preprocessing.format.pickle.PickleReader;
import io.github.altprop.preprocessing.format.pickle.PickledArray;
import java.util.List;
import java.util.Map;

/**
 * What a file of CIFAR's python version holds.
 *
 * @param images a row of 3,072 bytes each: planes of red, green and blue
 * @param labels class of each
 */
public record PickledCifar(PickledArray images, List<Long> labels) {
  private static final int MOST_BYTES = 512 << 20;
  private static final int PIXELS = 3 * 32 * 32;
  private static final String DATA = "data";

  int count() {
    return labels.size();
  }

  /**
   * A file's images and labels.
   *
   * @param labelsKey under which the labels are
   */
  public static PickledCifar read(FileAccess files, String path, String labelsKey) {
    Map<?, ?> content = content(files, path);
    if (!(content.get(DATA) instanceof PickledArray images) || images.columns() != PIXELS) {
      throw new BadInputException(
          path
              + ": no array '"
              + DATA
              + "' of "
              + PIXELS
              + " bytes an image; there are "
              + content.keySet());
    }
    List<Long> labels = values(content, labelsKey, Long.class, path);
    if (labels.size() != images.rows()) {
      throw new BadInputException(
          path + ": " + labels.size() + " labels for " + images.rows() + " images");
    }
    if (labels.isEmpty()) {
      throw new BadInputException(path + ": no images");
    }
    return new PickledCifar(images, labels);
  }

  /** The texts that a file lists under a key. */
  static List<String> names(FileAccess files, String path, String key) {
    return values(content(files, path), key, String.class, path);
  }

  private static Map<?, ?> content(FileAccess files, String path) {
    byte[] file = TextFiles.bytes(files, path, MOST_BYTES);
    if (PickleReader.read(file, path) instanceof Map<?, ?> content) {
      return content;
    }
    throw new BadInputException(path + ": a pickle, but none of CIFAR");
  }

  private static <T> List<T> values(Map<?, ?> content, String key, Class<T> type, String path) {
    if (!(content.get(key) instanceof List<?> values)
        || !values.stream().allMatch(type::isInstance)) {
      throw new BadInputException(path + ": no list '" + key + "'; there are " + content.keySet());
    }
    return values.stream().map(type::cast).toList();
  }
}
