package io.github.altprop.preprocessing.format.cifar;

/** How the files of a CIFAR are made. */
enum CifarForm {
  /** Records of labels and pixels. */
  BINARY,
  /** Pickled NumPy arrays: the "python version". */
  PYTHON
}
