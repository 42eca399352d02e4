package io.github.altprop.preprocessing.dataset;

import io.github.altprop.preprocessing.ImageShape;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums over images from which mean and standard deviation follow. Pixels are whole numbers and so
 * are the sums: exact, and the same however the images were spread over tasks.
 */
public final class PixelSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double WHITE = 255;

  private final ImageShape shape;
  private final long[] sums;
  private final long[] squares;
  private final LaneSums recent;
  private long images;

  public PixelSums(ImageShape shape) {
    this.shape = shape;
    this.sums = new long[shape.values()];
    this.squares = new long[shape.channels()];
    this.recent = new LaneSums(shape.values());
  }

  /** Adds the image that starts at an offset. */
  public void add(byte[] pixels, int offset) {
    if (recent.isFull()) {
      recent.moveTo(sums);
    }
    recent.add(pixels, offset);
    long[] square = SquareSums.of(pixels, offset, sums.length, squares.length);
    for (int channel = 0; channel < squares.length; channel++) {
      squares[channel] += square[channel];
    }
    images++;
  }

  /** Adds the sums of other images. */
  public void add(PixelSums other) {
    other.recent.moveTo(other.sums);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] += other.squares[i];
    }
    images += other.images;
  }

  /** Number of images added. */
  public long images() {
    return images;
  }

  /** The sum of all pixel values of all images. */
  public long total() {
    recent.moveTo(sums);
    long total = 0;
    for (long sum : sums) {
      total += sum;
    }
    return total;
  }

  /** Mean by channel of values scaled to 0..1. */
  public List<Double> channelMean() {
    List<Double> means = new ArrayList<>();
    for (int channel = 0; channel < squares.length; channel++) {
      means.add(channelSum(channel) / (pixelsPerChannel() * WHITE));
    }
    return means;
  }

  /**
   * Standard deviation by channel of values scaled to 0..1: sqrt(n sum(x^2) - sum(x)^2) / n, with
   * the difference taken in whole numbers, for it is where digits would be lost.
   */
  public List<Double> channelStd() {
    List<Double> deviations = new ArrayList<>();
    for (int channel = 0; channel < squares.length; channel++) {
      BigInteger n = BigInteger.valueOf((long) pixelsPerChannel());
      BigInteger sum = BigInteger.valueOf(channelSum(channel));
      BigInteger spread =
          n.multiply(BigInteger.valueOf(squares[channel])).subtract(sum.multiply(sum));
      double root = new BigDecimal(spread).sqrt(MathContext.DECIMAL64).doubleValue();
      deviations.add(root / (pixelsPerChannel() * WHITE));
    }
    return deviations;
  }

  /** Mean of every value, scaled to 0..1: height x width x channels. */
  public float[] meanImage() {
    recent.moveTo(sums);
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / (Math.max(1, images) * WHITE));
    }
    return mean;
  }

  private double pixelsPerChannel() {
    return (double) Math.max(1, images) * shape.height() * shape.width();
  }

  private long channelSum(int channel) {
    recent.moveTo(sums);
    long sum = 0;
    for (int i = channel; i < sums.length; i += squares.length) {
      sum += sums[i];
    }
    return sum;
  }
}
