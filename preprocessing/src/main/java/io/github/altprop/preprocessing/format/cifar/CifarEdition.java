package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * What a published CIFAR consists of.
 *
 * @param name of the data set
 * @param stem of its folders and archives
 * @param classes number of classes
 * @param labelBytes bytes before the pixels of a record of the binary version; the last one counts
 * @param labelsKey of the labels in a file of the python version
 * @param files with the records
 * @param namesText file of the binary version with the names of the classes, a line each
 * @param namesPickle file of the python version with them
 * @param namesKey of the names in that file
 */
record CifarEdition(
    String name,
    String stem,
    int classes,
    int labelBytes,
    String labelsKey,
    List<Part> files,
    String namesText,
    String namesPickle,
    String namesKey) {

  /** A file of the published data set and how many records it has there. */
  record Part(String stem, Split split, int records) {
    String name(CifarForm form) {
      return form == CifarForm.BINARY ? stem + ".bin" : stem;
    }
  }

  static CifarEdition ten() {
    List<Part> files = new ArrayList<>();
    for (int batch = 1; batch <= 5; batch++) {
      files.add(new Part("data_batch_" + batch, Split.TRAIN, 10_000));
    }
    files.add(new Part("test_batch", Split.TEST, 10_000));
    return new CifarEdition(
        "cifar10",
        "cifar-10",
        10,
        1,
        "labels",
        files,
        "batches.meta.txt",
        "batches.meta",
        "label_names");
  }

  static CifarEdition hundred() {
    return new CifarEdition(
        "cifar100",
        "cifar-100",
        100,
        2,
        "fine_labels",
        List.of(new Part("train", Split.TRAIN, 50_000), new Part("test", Split.TEST, 10_000)),
        "fine_label_names.txt",
        "meta",
        "fine_label_names");
  }

  /** Folders that an archive may have been unpacked to. */
  List<String> folders(CifarForm form) {
    return form == CifarForm.BINARY
        ? List.of(stem + "-batches-bin", stem + "-binary")
        : List.of(stem + "-batches-py", stem + "-python");
  }

  /** Names of the archive as it is downloaded. */
  List<String> archives() {
    return List.of(stem + "-binary.tar.gz", stem + "-python.tar.gz");
  }

  /** The file that every copy has. */
  String firstFile(CifarForm form) {
    return files.get(0).name(form);
  }

  String namesFile(CifarForm form) {
    return form == CifarForm.BINARY ? namesText : namesPickle;
  }
}
