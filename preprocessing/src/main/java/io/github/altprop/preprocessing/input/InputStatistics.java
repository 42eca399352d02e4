package io.github.altprop.preprocessing.input;

import java.io.Serializable;
import java.util.List;

/**
 * The statistics that normalisations may need, of values scaled to 0..1. Arrays are not copied.
 *
 * @param channelMean mean by channel
 * @param channelStd standard deviation by channel
 * @param meanImage mean of each value, height x width x channels
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record InputStatistics(double[] channelMean, double[] channelStd, float[] meanImage)
    implements Serializable {
  /** The same with other means and standard deviations of the channels. */
  public InputStatistics withChannels(List<Double> mean, List<Double> std) {
    return new InputStatistics(array(mean), array(std), meanImage);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
