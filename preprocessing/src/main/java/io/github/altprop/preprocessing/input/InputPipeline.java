package io.github.altprop.preprocessing.input;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Seeds;
import io.github.altprop.preprocessing.input.Augmentation.Flip;
import io.github.altprop.preprocessing.input.Normalization.Standardization;
import java.util.SplittableRandom;

/**
 * Turns stored images into network inputs: normalised, varied if they are for training, and
 * standardised, in this order. What happens to an image depends on (seed, epoch, index) only. Safe
 * for use by several threads.
 */
public final class InputPipeline {
  private static final long AUGMENTATION = 0x6175676d656e74L;

  private final ImageShape shape;
  private final PixelMap map;
  private final Standardization standardization;
  private final Augmentation augmentation;
  private final long seed;

  /**
   * @param shape size of every image
   * @param normalization how bytes become floats
   * @param statistics what the normalisation needs
   * @param augmentation how images are varied; {@link Augmentation#NONE} for evaluation
   * @param seed what variations are drawn from
   */
  public InputPipeline(
      ImageShape shape,
      Normalization normalization,
      InputStatistics statistics,
      Augmentation augmentation,
      long seed) {
    this.shape = shape;
    this.map = map(shape, normalization, statistics);
    this.standardization = normalization.standardization();
    this.augmentation = augmentation;
    this.seed = seed;
  }

  private static PixelMap map(ImageShape shape, Normalization kind, InputStatistics statistics) {
    return switch (kind) {
      case UNIT, STANDARDIZE -> PixelMap.unit(shape);
      case SYMMETRIC -> PixelMap.symmetric(shape);
      case CHANNELS -> channels(shape, statistics);
      case MEAN_IMAGE, MEAN_IMAGE_STANDARDIZE -> {
        if (statistics.meanImage().length != shape.values()) {
          throw new BadInputException(
              "normalization "
                  + kind.label()
                  + ": needs a mean image of "
                  + shape
                  + "; this data set has none");
        }
        yield PixelMap.meanImage(statistics.meanImage(), shape);
      }
    };
  }

  private static PixelMap channels(ImageShape shape, InputStatistics statistics) {
    if (statistics.channelMean().length != shape.channels()
        || statistics.channelStd().length != shape.channels()) {
      throw new BadInputException(
          "normalization channels: "
              + statistics.channelMean().length
              + " means and "
              + statistics.channelStd().length
              + " standard deviations; expected "
              + shape.channels()
              + ", one a channel");
    }
    for (double std : statistics.channelStd()) {
      if (!(std > 0)) {
        throw new BadInputException(
            "normalization channels: standard deviation " + std + "; expected more than 0");
      }
    }
    return PixelMap.channels(statistics.channelMean(), statistics.channelStd());
  }

  /** The same for evaluation: nothing is varied. */
  public InputPipeline withoutAugmentation() {
    return new InputPipeline(shape, map, standardization, Augmentation.NONE, seed);
  }

  private InputPipeline(
      ImageShape shape,
      PixelMap map,
      Standardization standardization,
      Augmentation augmentation,
      long seed) {
    this.shape = shape;
    this.map = map;
    this.standardization = standardization;
    this.augmentation = augmentation;
    this.seed = seed;
  }

  /** Size of every image. */
  public ImageShape shape() {
    return shape;
  }

  /**
   * Writes one input.
   *
   * @param pixels holds the stored image, from {@code from} on
   * @param index of the example
   * @param epoch from 1
   * @param into receives height x width x channels floats, from {@code at} on
   */
  public void write(byte[] pixels, int from, long index, int epoch, float[] into, int at) {
    if (augmentation == Augmentation.NONE) {
      map.image(pixels, from, into, at, shape.values());
    } else {
      SplittableRandom random = Seeds.random(seed, AUGMENTATION, epoch, index);
      vary(pixels, from, random, into, at);
    }
    if (standardization == Standardization.PER_IMAGE) {
      PerImage.standardise(into, at, shape.values());
    }
  }

  /** Turns a row of pixels round. */
  private void mirror(float[] image, int row) {
    int channels = shape.channels();
    int left = row;
    int right = row + (shape.width() - 1) * channels;
    for (; left < right; left += channels, right -= channels) {
      for (int channel = 0; channel < channels; channel++) {
        float value = image[left + channel];
        image[left + channel] = image[right + channel];
        image[right + channel] = value;
      }
    }
  }

  /** A crop of the padded image is the image shifted; then its rows are mirrored. */
  private void vary(byte[] pixels, int from, SplittableRandom random, float[] into, int at) {
    int shift = augmentation.shift();
    int down = random.nextInt(-shift, shift + 1);
    int right = random.nextInt(-shift, shift + 1);
    boolean mirrored = augmentation.flip() == Flip.HALF_THE_TIME && random.nextBoolean();
    int rowValues = shape.width() * shape.channels();
    int first = Math.min(shape.width(), Math.max(0, -right));
    int last = Math.max(first, Math.min(shape.width(), shape.width() - right));
    for (int y = 0; y < shape.height(); y++) {
      int row = at + y * rowValues;
      int sourceY = y + down;
      if (sourceY < 0 || sourceY >= shape.height()) {
        map.outside(into, row, 0, shape.width());
      } else {
        int source = (sourceY * shape.width() + right) * shape.channels();
        map.outside(into, row, 0, first);
        map.pixels(pixels, from, source, into, row, first, last);
        map.outside(into, row, last, shape.width());
      }
      if (mirrored) {
        mirror(into, row);
      }
    }
    if (augmentation.leastContrast() < augmentation.mostContrast()) {
      double factor = random.nextDouble(augmentation.leastContrast(), augmentation.mostContrast());
      PerImage.contrast(into, at, shape, (float) factor);
    }
  }
}
