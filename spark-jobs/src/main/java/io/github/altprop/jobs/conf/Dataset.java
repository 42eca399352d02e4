package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an experiment expects of its data.
 *
 * @param name the data set it is meant for, or {@link Experiment#ANY_DATASET}
 * @param normalization how pixels become numbers
 * @param mean of each channel's values, scaled to 0..1; empty for that of the training images
 * @param std their standard deviation; as many numbers as {@code mean} has
 * @param augmentation random changes of the training examples
 */
public record Dataset(
    String name, String normalization, List<Double> mean, List<Double> std, String augmentation) {
  /** The normalisation that uses means and standard deviations of channels. */
  public static final String CHANNELS = "channels";

  /** The mean of each channel that inputs are normalised with, where the images' own is known. */
  public List<Double> meanOr(List<Double> measured) {
    return mean.isEmpty() ? measured : mean;
  }

  /** The same for the standard deviation. */
  public List<Double> stdOr(List<Double> measured) {
    return std.isEmpty() ? measured : std;
  }

  /** What is wrong between the keys of the section, each of which is right by itself. */
  static List<String> problems(Map<String, Object> resolved) {
    boolean whole =
        resolved.get("dataset") instanceof Map<?, ?> section
            && section.get("mean") instanceof List<?>
            && section.get("std") instanceof List<?>
            && section.get("normalization") instanceof String;
    if (!whole) {
      return List.of(); // what is missing was reported
    }
    Map<?, ?> section = (Map<?, ?>) resolved.get("dataset");
    List<?> mean = (List<?>) section.get("mean");
    List<?> std = (List<?>) section.get("std");
    Object normalization = section.get("normalization");
    List<String> problems = new ArrayList<>();
    if (mean.size() != std.size()) {
      problems.add(
          "dataset.mean has "
              + mean.size()
              + " numbers and dataset.std "
              + std.size()
              + "; expected as many of both, one a channel");
    }
    if (!(mean.isEmpty() && std.isEmpty()) && !normalization.equals(CHANNELS)) {
      problems.add(
          "dataset.mean and dataset.std are given but dataset.normalization is "
              + normalization
              + ", which ignores them; expected channels");
    }
    return problems;
  }
}
