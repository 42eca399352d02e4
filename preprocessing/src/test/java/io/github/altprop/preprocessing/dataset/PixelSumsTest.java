package io.github.altprop.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.preprocessing.ImageShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelSumsTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 3);

  @ParameterizedTest
  @CsvSource({"2, 3, 3", "1, 1, 1", "28, 28, 1", "31, 33, 3"})
  void agreesWithTheTextbook(int height, int width, int channels) {
    ImageShape shape = new ImageShape(height, width, channels);
    byte[][] images = images(50, shape);
    double pixels = 50.0 * height * width;
    PixelSums sums = new PixelSums(shape);
    double[] mean = new double[channels];
    for (byte[] image : images) {
      sums.add(image, 0);
      for (int i = 0; i < image.length; i++) {
        mean[i % channels] += (image[i] & 0xff) / 255.0 / pixels;
      }
    }
    double[] squares = new double[channels];
    for (byte[] image : images) {
      for (int i = 0; i < image.length; i++) {
        double deviation = (image[i] & 0xff) / 255.0 - mean[i % channels];
        squares[i % channels] += deviation * deviation / pixels;
      }
    }

    for (int channel = 0; channel < channels; channel++) {
      assertThat(sums.channelMean().get(channel)).isCloseTo(mean[channel], within(1e-12));
      assertThat(sums.channelStd().get(channel))
          .isCloseTo(Math.sqrt(squares[channel]), within(1e-12));
    }
  }

  @Test
  void isTheSameHoweverImagesAreDividedUp() {
    byte[][] images = images(40, SHAPE);
    PixelSums whole = new PixelSums(SHAPE);
    PixelSums left = new PixelSums(SHAPE);
    PixelSums right = new PixelSums(SHAPE);
    for (int i = 0; i < images.length; i++) {
      whole.add(images[i], 0);
      (i % 3 == 0 ? left : right).add(images[i], 0);
    }
    right.add(left);

    assertThat(right.channelStd()).isEqualTo(whole.channelStd());
    assertThat(right.meanImage()).isEqualTo(whole.meanImage());
    assertThat(right.images()).isEqualTo(40);
  }

  @Test
  void findsTheSpreadOfNearlyConstantImages() {
    PixelSums sums = new PixelSums(SHAPE);
    byte[] image = new byte[SHAPE.values()];
    Arrays.fill(image, (byte) 255);
    for (int i = 0; i < 200_000; i++) {
      sums.add(image, 0);
    }
    image[0] = (byte) 254;
    sums.add(image, 0);

    double n = 200_001.0 * 6;
    assertThat(sums.channelStd().get(0)).isCloseTo(Math.sqrt((n - 1) / n / n) / 255, within(1e-15));
    assertThat(sums.channelStd().get(1)).isZero();
  }

  @Test
  void addsUpWhiteImagesAtEveryOffset() {
    byte[] white = new byte[SHAPE.values() + 3];
    Arrays.fill(white, (byte) 255);
    PixelSums sums = new PixelSums(SHAPE);
    for (int i = 0; i < 1_000; i++) {
      sums.add(white, i % 4);
    }

    assertThat(sums.total()).isEqualTo(255L * 1_000 * SHAPE.values());
    assertThat(sums.meanImage()).containsOnly(1);
  }

  /** One block's sums of squares fit an int; those of a whole image need not. */
  @Test
  void addsUpLargeWhiteImages() {
    ImageShape shape = new ImageShape(3_000, 3_000, 3);
    byte[] white = new byte[shape.values()];
    Arrays.fill(white, (byte) 255);
    PixelSums sums = new PixelSums(shape);
    sums.add(white, 0);

    assertThat(sums.channelMean()).containsOnly(1.0);
    assertThat(sums.channelStd()).containsOnly(0.0);
  }

  private static byte[][] images(int count, ImageShape shape) {
    SplittableRandom random = new SplittableRandom(1);
    byte[][] images = new byte[count][shape.values()];
    for (byte[] image : images) {
      random.nextBytes(image);
    }
    return images;
  }
}
