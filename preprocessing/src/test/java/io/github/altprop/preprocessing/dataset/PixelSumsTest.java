package io.github.altprop.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.preprocessing.ImageShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PixelSumsTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 3);

  @Test
  void agreesWithTheTextbook() {
    byte[][] images = images(50);
    PixelSums sums = new PixelSums(SHAPE);
    double[] mean = new double[3];
    for (byte[] image : images) {
      sums.add(image, 0);
      for (int i = 0; i < image.length; i++) {
        mean[i % 3] += (image[i] & 0xff) / 255.0 / (50 * 6);
      }
    }
    double[] squares = new double[3];
    for (byte[] image : images) {
      for (int i = 0; i < image.length; i++) {
        double deviation = (image[i] & 0xff) / 255.0 - mean[i % 3];
        squares[i % 3] += deviation * deviation / (50 * 6);
      }
    }

    for (int channel = 0; channel < 3; channel++) {
      assertThat(sums.channelMean().get(channel)).isCloseTo(mean[channel], within(1e-12));
      assertThat(sums.channelStd().get(channel))
          .isCloseTo(Math.sqrt(squares[channel]), within(1e-12));
    }
  }

  @Test
  void isTheSameHoweverImagesAreDividedUp() {
    byte[][] images = images(40);
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

  private static byte[][] images(int count) {
    SplittableRandom random = new SplittableRandom(1);
    byte[][] images = new byte[count][SHAPE.values()];
    for (byte[] image : images) {
      random.nextBytes(image);
    }
    return images;
  }
}
