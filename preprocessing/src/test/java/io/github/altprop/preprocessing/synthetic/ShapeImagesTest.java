package io.github.altprop.preprocessing.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.Split;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShapeImagesTest {
  @Test
  void drawsTheSameImageFromTheSameSeed() {
    byte[] image = new ShapeImages(1).draw(Split.TRAIN, 7).pixels();

    assertThat(new ShapeImages(1).draw(Split.TRAIN, 7).pixels()).isEqualTo(image);
    assertThat(new ShapeImages(2).draw(Split.TRAIN, 7).pixels()).isNotEqualTo(image);
    assertThat(new ShapeImages(1).draw(Split.TEST, 7).pixels()).isNotEqualTo(image);
    assertThat(new ShapeImages(1).draw(Split.TRAIN, 17).pixels()).isNotEqualTo(image);
  }

  @Test
  void hasTenClassesInTurn() {
    assertThat(ShapeImages.classNames()).hasSize(10).startsWith("disc", "ring");
    assertThat(new ShapeImages(1).draw(Split.TRAIN, 23).label()).isEqualTo(3);
  }

  @Test
  void tellsNothingByMeanBrightness() {
    ShapeImages images = new ShapeImages(3);
    double[] brightness = new double[10];
    for (int index = 0; index < 4_000; index++) {
      double sum = 0;
      for (byte pixel : images.draw(Split.TRAIN, index).pixels()) {
        sum += pixel & 0xff;
      }
      brightness[index % 10] += sum / 3072 / 400;
    }
    // One image's brightness has a standard deviation of about 40.
    assertThat(Arrays.stream(brightness).boxed())
        .allSatisfy(mean -> assertThat(mean).isBetween(117.0, 138.0));
  }
}
