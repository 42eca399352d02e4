package io.github.altprop.preprocessing.files;

import java.util.List;

/** Says what a folder seems to hold where it does not hold what was asked for. */
public final class Recognition {
  /** A file or folder by which a data set is known, and what is then said. */
  private record Mark(String name, String says) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("data_batch_1.bin", "CIFAR-10's binary version, --dataset cifar10"),
          new Mark("cifar-10-batches-bin", "CIFAR-10's binary version, --dataset cifar10"),
          new Mark("data_batch_1", "CIFAR-10's python version, --dataset cifar10"),
          new Mark("cifar-10-batches-py", "CIFAR-10's python version, --dataset cifar10"),
          new Mark("fine_label_names.txt", "CIFAR-100's binary version, --dataset cifar100"),
          new Mark("cifar-100-binary", "CIFAR-100's binary version, --dataset cifar100"),
          new Mark("cifar-100-python", "CIFAR-100's python version, --dataset cifar100"),
          new Mark("train-images-idx3-ubyte", "MNIST or its like, --dataset mnist"),
          new Mark("train-images-idx3-ubyte.gz", "MNIST or its like, --dataset mnist"),
          new Mark("train-images.idx3-ubyte", "MNIST or its like, --dataset mnist"),
          new Mark("wnids.txt", "Tiny-ImageNet, --dataset tiny-imagenet"),
          new Mark("tiny-imagenet-200", "Tiny-ImageNet, --dataset tiny-imagenet"),
          new Mark("ILSVRC", "ImageNet, --dataset imagenet"),
          new Mark("ILSVRC2012_img_train.tar", "ImageNet, --dataset imagenet"),
          new Mark("Data", "ImageNet, --dataset imagenet"));

  private Recognition() {}

  /** "; this looks like ...", or nothing if the folder looks like nothing known. */
  public static String hint(FileAccess files, String folder) {
    for (Mark mark : MARKS) {
      if (Folders.exists(files, folder + "/" + mark.name)) {
        return "; this looks like " + mark.says;
      }
    }
    boolean emnist =
        Folders.list(files, folder).stream().anyMatch(file -> file.name().startsWith("emnist-"));
    return emnist ? "; this looks like EMNIST, --dataset emnist" : "";
  }
}
