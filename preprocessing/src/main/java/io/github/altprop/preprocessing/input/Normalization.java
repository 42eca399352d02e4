package io.github.altprop.preprocessing.input;

import io.github.altprop.preprocessing.Labels;
import java.util.List;

/** How stored bytes x become what a network sees. */
public enum Normalization {
  /** x / 255. Source: Dalm et al. 2023, code; experiments, section 1.2. */
  UNIT(Standardization.NONE),

  /**
   * (x / 255 - mean) / std with one mean and standard deviation for each channel, of the training
   * images unless given. Source: sections 1.2 and 2.4 to 2.6.
   */
  CHANNELS(Standardization.NONE),

  /** x / 255 less the mean of the training images at each pixel. Source: section 3.2 (MNIST). */
  MEAN_IMAGE(Standardization.NONE),

  /** x / 255, then each image to mean 0 and standard deviation 1. */
  STANDARDIZE(Standardization.PER_IMAGE),

  /**
   * {@link #MEAN_IMAGE}, then each image to mean 0 and standard deviation 1. Source: 3.2 (CIFAR).
   */
  MEAN_IMAGE_STANDARDIZE(Standardization.PER_IMAGE),

  /** 2 x / 255 - 1: black is -1, white is 1. */
  SYMMETRIC(Standardization.NONE);

  /** What happens to an image as a whole, after augmentation. */
  enum Standardization {
    NONE,
    PER_IMAGE
  }

  private final Standardization standardization;

  Normalization(Standardization standardization) {
    this.standardization = standardization;
  }

  /** The names of all normalisations, in kebab-case. */
  public static List<String> names() {
    return Labels.all(Normalization.class);
  }

  /** The normalisation of that name; refuses an unknown one. */
  public static Normalization named(String name) {
    return Labels.find(Normalization.class, name, "no normalization is called");
  }

  /** The name in configuration files. */
  public String label() {
    return Labels.of(this);
  }

  Standardization standardization() {
    return standardization;
  }
}
