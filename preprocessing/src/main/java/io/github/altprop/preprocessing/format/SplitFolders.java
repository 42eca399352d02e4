package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.FileKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which folders of a data set of image folders hold which split.
 *
 * @param train name of the folder with the classes' training images; empty if that is the data
 *     set's own folder
 * @param test name of the folder with the classes' test images; empty if there is none
 */
record SplitFolders(String train, String test) {
  private static final Set<String> TRAIN_NAMES = Set.of("train", "training");
  private static final Set<String> TEST_NAMES =
      Set.of("test", "testing", "val", "valid", "validation", "dev", "eval", "evaluation");

  /**
   * Finds them.
   *
   * @param entries what the data set's folder holds
   * @param wanted name of the folder of test images; empty to take the only one
   */
  static SplitFolders of(String root, List<FileEntry> entries, String wanted) {
    List<String> names =
        entries.stream()
            .filter(FileEntry::isFolder)
            .map(FileEntry::name)
            .filter(name -> FileKind.reasonToSkip(name).isEmpty())
            .toList();
    List<String> train = among(names, TRAIN_NAMES);
    List<String> test = among(names, TEST_NAMES);
    if (train.size() > 1) {
      throw new BadInputException(
          root + ": several folders of training images: " + String.join(", ", train));
    }
    if (train.isEmpty()) {
      refuseTestAlone(root, names, test, wanted);
      return new SplitFolders("", "");
    }
    return new SplitFolders(train.get(0), test(root, names, test, wanted).orElse(""));
  }

  private static List<String> among(List<String> names, Set<String> known) {
    return names.stream().filter(name -> known.contains(name.toLowerCase(Locale.ROOT))).toList();
  }

  private static void refuseTestAlone(
      String root, List<String> names, List<String> test, String wanted) {
    if (!wanted.isEmpty()) {
      throw new BadInputException(
          root + ": --test-split is " + wanted + " but there is no folder train beside it");
    }
    if (!names.isEmpty() && test.size() == names.size()) {
      throw new BadInputException(
          root
              + ": expected a folder for each class, or a folder train; found only "
              + String.join(", ", names));
    }
  }

  private static Optional<String> test(
      String root, List<String> names, List<String> test, String wanted) {
    if (!wanted.isEmpty()) {
      if (!names.contains(wanted)) {
        throw new BadInputException(
            root
                + ": --test-split is "
                + wanted
                + " but there is no such folder; there are "
                + names.stream().sorted().collect(Collectors.joining(", ")));
      }
      return Optional.of(wanted);
    }
    if (test.size() > 1) {
      throw new BadInputException(
          root
              + ": several folders may be the test split: "
              + String.join(", ", test)
              + "; choose one with --test-split");
    }
    return test.stream().findFirst();
  }
}
