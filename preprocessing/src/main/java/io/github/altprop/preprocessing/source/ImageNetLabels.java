package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The devkit's word on classes: the label of a class is its number in {@code map_clsloc.txt} less
 * one, and line i of the validation ground truth is the number of validation image i. Source:
 * experiments, section 1.2.
 */
final class ImageNetLabels {
  private static final Pattern VALIDATION = Pattern.compile("ILSVRC2012_val_(\\d{8})\\.JPEG");

  private final String mapFile;
  private final String truthFile;
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Integer> truth = new ArrayList<>();

  /**
   * @param mapFile name of the list of classes, for complaints
   * @param map its lines
   * @param truthFile name of the validation ground truth, for complaints
   * @param groundTruth its lines
   */
  ImageNetLabels(String mapFile, List<String> map, String truthFile, List<String> groundTruth) {
    this.mapFile = mapFile;
    this.truthFile = truthFile;
    for (int line = 0; line < map.size(); line++) {
      addClass(map.get(line), line);
    }
    for (int line = 0; line < groundTruth.size(); line++) {
      truth.add(number(groundTruth.get(line), truthFile, line) - 1);
    }
  }

  private void addClass(String text, int line) {
    String[] fields = text.split("\\s+", 3);
    if (fields.length < 2
        || number(fields[1], mapFile, line) != line + 1
        || labels.put(fields[0], line) != null) {
      throw new BadInputException(
          mapFile
              + ": line "
              + (line + 1)
              + ": '"
              + text
              + "'; expected a new WordNet id and the number "
              + (line + 1));
    }
    names.add(fields.length > 2 ? fields[2].replace('_', ' ') : fields[0]);
  }

  private static int number(String text, String file, int line) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The complaint is the same.
    }
    throw new BadInputException(
        file + ": line " + (line + 1) + ": '" + text + "'; expected the number of a class");
  }

  /** Names of the classes by label. */
  List<String> names() {
    return names;
  }

  /** Label of a class of training images. */
  int ofClass(String wnid, String where) {
    Integer label = labels.get(wnid);
    if (label == null) {
      throw new BadInputException(where + ": '" + wnid + "' is no class of " + mapFile);
    }
    return label;
  }

  /** Label of a validation image, by the number in its name. */
  int ofValidation(String fileName, String where) {
    Matcher matcher = VALIDATION.matcher(fileName);
    if (!matcher.matches()) {
      throw new BadInputException(
          where + ": '" + fileName + "'; expected a name like ILSVRC2012_val_00000001.JPEG");
    }
    int number = Integer.parseInt(matcher.group(1));
    if (number < 1 || number > truth.size()) {
      throw new BadInputException(
          where + ": " + fileName + ": " + truthFile + " has only " + truth.size() + " lines");
    }
    int label = truth.get(number - 1);
    if (label >= names.size()) {
      throw new BadInputException(
          truthFile + ": line " + number + ": " + (label + 1) + "; expected 1 to " + names.size());
    }
    return label;
  }
}
