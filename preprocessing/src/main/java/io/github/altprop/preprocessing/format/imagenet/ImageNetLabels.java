package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Classes and labels of ILSVRC2012, whichever file tells them.
 *
 * @param classesFile name of the list of classes, for complaints
 * @param wnids WordNet ids of the classes, by label
 * @param names names of the classes, by label
 * @param truthFile name of the file that labels the validation images, for complaints
 * @param validation label of each validation image, by its name without the extension
 * @param inputs the files that were read
 * @param notes what a user should know
 */
record ImageNetLabels(
    String classesFile,
    Map<String, Integer> wnids,
    List<String> names,
    String truthFile,
    Map<String, Integer> validation,
    List<FileEntry> inputs,
    List<String> notes) {
  private static final String EXTENSION = ".JPEG";

  /** A class of a list; refuses one that is there twice. */
  record NamedClass(String wnid, String name) {
    static Map<String, Integer> numbered(List<NamedClass> classes, String file) {
      Map<String, Integer> wnids = new HashMap<>();
      for (int label = 0; label < classes.size(); label++) {
        if (wnids.put(classes.get(label).wnid, label) != null) {
          throw new BadInputException(file + ": " + classes.get(label).wnid + " is there twice");
        }
      }
      return wnids;
    }
  }

  /** Name of a validation image without its extension. */
  static String validationName(int number) {
    return "ILSVRC2012_val_%08d".formatted(number);
  }

  /** Label of a class of training images. */
  int ofClass(String wnid, String where) {
    Integer label = wnids.get(wnid);
    if (label == null) {
      throw new BadInputException(where + ": '" + wnid + "' is no class of " + classesFile);
    }
    return label;
  }

  /** Label of a validation image. */
  int ofValidation(String fileName, String where) {
    String name =
        fileName.endsWith(EXTENSION)
            ? fileName.substring(0, fileName.length() - EXTENSION.length())
            : fileName;
    Integer label = validation.get(name);
    if (label == null) {
      throw new BadInputException(
          where
              + ": '"
              + fileName
              + "' has no label in "
              + truthFile
              + ", which has "
              + validation.size()
              + "; expected a name like "
              + validationName(1)
              + EXTENSION);
    }
    return label;
  }
}
