package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * Statistics of the training images, of pixel values scaled to 0..1.
 *
 * @param channelMean mean by channel
 * @param channelStd standard deviation by channel (of the population: divided by n)
 * @param meanImage where the mean of every pixel is
 */
public record ImageStatistics(
    List<Double> channelMean, List<Double> channelStd, MeanImageFile meanImage)
    implements Serializable {
  /**
   * The file of the mean image, in NumPy's format: float32, height x width x channels.
   *
   * @param path relative to the folder of the manifest
   * @param sha256 digest of the file, hexadecimal
   */
  public record MeanImageFile(String path, String sha256) implements Serializable {}
}
