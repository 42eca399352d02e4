package io.github.altprop.preprocessing.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputPipelineTest {
  private static final ImageShape SHAPE = new ImageShape(8, 6, 3);
  private static final byte[] PIXELS = new byte[SHAPE.values()];
  private static final float[] MEAN_IMAGE = new float[SHAPE.values()];
  private static final InputStatistics STATISTICS =
      new InputStatistics(new double[] {.5, .4, .3}, new double[] {.2, .25, .1}, MEAN_IMAGE);

  static {
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(PIXELS);
    for (int i = 0; i < MEAN_IMAGE.length; i++) {
      MEAN_IMAGE[i] = (float) random.nextDouble();
    }
  }

  @Test
  void scalesToTheUnitInterval() {
    float[] image = run(Normalization.UNIT, Augmentation.NONE, 0, 1);

    for (int i = 0; i < image.length; i++) {
      assertThat(image[i]).isCloseTo((PIXELS[i] & 0xff) / 255f, within(1e-7f));
    }
  }

  @Test
  void normalisesEachChannelByItsOwnMeanAndDeviation() {
    float[] image = run(Normalization.CHANNELS, Augmentation.NONE, 0, 1);

    for (int i = 0; i < image.length; i++) {
      double mean = STATISTICS.channelMean()[i % 3];
      double std = STATISTICS.channelStd()[i % 3];
      assertThat(image[i])
          .isCloseTo((float) (((PIXELS[i] & 0xff) / 255.0 - mean) / std), within(1e-6f));
    }
  }

  @Test
  void subtractsTheMeanImage() {
    float[] image = run(Normalization.MEAN_IMAGE, Augmentation.NONE, 0, 1);

    for (int i = 0; i < image.length; i++) {
      assertThat(image[i]).isCloseTo((PIXELS[i] & 0xff) / 255f - MEAN_IMAGE[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Normalization.class,
      names = {"STANDARDIZE", "MEAN_IMAGE_STANDARDIZE"})
  void standardisesEachImage(Normalization normalization) {
    float[] image = run(normalization, Augmentation.CROP_FLIP_CONTRAST, 3, 1);

    double mean = 0;
    double squares = 0;
    for (float value : image) {
      mean += value / image.length;
      squares += (double) value * value / image.length;
    }
    assertThat(mean).isCloseTo(0, within(1e-5));
    assertThat(squares).isCloseTo(1, within(1e-5));
  }

  @Test
  void dividesAConstantImageByNoLessThanTheFloor() {
    InputPipeline pipeline = pipeline(Normalization.STANDARDIZE, Augmentation.NONE);
    float[] image = new float[SHAPE.values()];

    pipeline.write(new byte[SHAPE.values()], 0, 0, 1, image, 0);

    assertThat(image).containsOnly(0f);
  }

  @ParameterizedTest
  @EnumSource(Augmentation.class)
  void dependsOnSeedEpochAndIndexAlone(Augmentation augmentation) {
    float[] image = run(Normalization.CHANNELS, augmentation, 11, 2);

    assertThat(run(Normalization.CHANNELS, augmentation, 11, 2)).isEqualTo(image);
  }

  @Test
  void variesFromEpochToEpochAndFromImageToImage() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(Arrays.hashCode(run(Normalization.UNIT, Augmentation.CROP_FLIP, i, 1)));
      seen.add(Arrays.hashCode(run(Normalization.UNIT, Augmentation.CROP_FLIP, 0, i + 2)));
    }
    // 9 x 9 shifts, mirrored or not, are all there is.
    assertThat(seen.size()).isBetween(120, 162);
  }

  @ParameterizedTest
  @EnumSource(
      value = Augmentation.class,
      names = {"SHIFT", "CROP_FLIP"})
  void showsTheImageShiftedOrMirroredAndBlackOutside(Augmentation augmentation) {
    int shift = augmentation.shift();
    boolean flips = augmentation.flip() == Augmentation.Flip.HALF_THE_TIME;
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < 1_000; index++) {
      float[] image = run(Normalization.UNIT, augmentation, index, 1);
      boolean found = false;
      for (int down = -shift; down <= shift && !found; down++) {
        for (int right = -shift; right <= shift && !found; right++) {
          for (int mirrored = 0; mirrored <= (flips ? 1 : 0) && !found; mirrored++) {
            found = Arrays.equals(image, reference(down, right, mirrored == 1));
            if (found) {
              seen.add(down + "," + right + "," + mirrored);
            }
          }
        }
      }
      assertThat(found).isTrue();
    }
    int side = 2 * shift + 1;
    assertThat(seen).hasSize(side * side * (flips ? 2 : 1));
  }

  @Test
  void leavesTheMeanOfEachChannelWhenChangingContrast() {
    float[] image = {.1f, .5f, .9f, .3f, .1f, .7f};
    PerImage.contrast(image, 0, new ImageShape(1, 2, 3), .5f);

    assertThat(image)
        .containsExactly(
            new float[] {.15f, .4f, .85f, .25f, .2f, .75f},
            org.assertj.core.data.Offset.offset(1e-6f));
  }

  @Test
  void doesNotVaryForEvaluation() {
    InputPipeline pipeline =
        pipeline(Normalization.CHANNELS, Augmentation.CROP_FLIP).withoutAugmentation();
    float[] image = new float[SHAPE.values()];

    pipeline.write(PIXELS, 0, 5, 1, image, 0);

    assertThat(image).isEqualTo(run(Normalization.CHANNELS, Augmentation.NONE, 5, 1));
  }

  @Test
  void refusesUnknownNamesAndMissingStatistics() {
    assertThatThrownBy(() -> Normalization.named("zca"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'zca'; expected one of [unit, channels, mean-image");
    assertThatThrownBy(() -> Augmentation.named("cutout"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none, crop-flip, shift, crop-flip-contrast");
    InputStatistics none = new InputStatistics(new double[0], new double[0], new float[0]);
    assertThatThrownBy(
            () -> new InputPipeline(SHAPE, Normalization.CHANNELS, none, Augmentation.NONE, 1))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(
            () -> new InputPipeline(SHAPE, Normalization.MEAN_IMAGE, none, Augmentation.NONE, 1))
        .isInstanceOf(BadInputException.class);
  }

  private static float[] run(
      Normalization normalization, Augmentation augmentation, long index, int epoch) {
    float[] into = new float[SHAPE.values() + 5];
    pipeline(normalization, augmentation).write(PIXELS, 0, index, epoch, into, 5);
    return Arrays.copyOfRange(into, 5, into.length);
  }

  private static InputPipeline pipeline(Normalization normalization, Augmentation augmentation) {
    return new InputPipeline(SHAPE, normalization, STATISTICS, augmentation, 42);
  }

  private static float[] reference(int down, int right, boolean mirrored) {
    float[] image = new float[SHAPE.values()];
    for (int y = 0; y < SHAPE.height(); y++) {
      for (int x = 0; x < SHAPE.width(); x++) {
        int sourceY = y + down;
        int sourceX = (mirrored ? SHAPE.width() - 1 - x : x) + right;
        if (sourceY < 0 || sourceY >= SHAPE.height() || sourceX < 0 || sourceX >= SHAPE.width()) {
          continue;
        }
        for (int channel = 0; channel < 3; channel++) {
          image[(y * SHAPE.width() + x) * 3 + channel] =
              (PIXELS[(sourceY * SHAPE.width() + sourceX) * 3 + channel] & 0xff) / 255f;
        }
      }
    }
    return image;
  }
}
