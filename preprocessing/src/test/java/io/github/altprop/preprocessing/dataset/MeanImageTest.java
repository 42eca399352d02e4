package io.github.altprop.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanImageTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 3);
  private static final float[] VALUES = {.1f, .2f, .3f, .4f, .5f, .6f};

  @Test
  void comesBackAsItWasWritten() {
    byte[] bytes = MeanImage.write(VALUES, SHAPE);

    assertThat(MeanImage.read(bytes, SHAPE, "mean-image.npy")).isEqualTo(VALUES);
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .startsWith("\u0093NUMPY")
        .contains("'shape': (1, 2, 3)")
        .endsWith("\n");
    assertThat(bytes).hasSize(128 + 24);
  }

  @Test
  void refusesAnotherShapeAndAShortFile() {
    byte[] bytes = MeanImage.write(VALUES, SHAPE);

    assertThatThrownBy(() -> MeanImage.read(bytes, new ImageShape(2, 1, 3), "mean-image.npy"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("mean-image.npy: not the mean image of 2 x 1 x 3");
    assertThatThrownBy(() -> MeanImage.read(Arrays.copyOf(bytes, 140), SHAPE, "mean-image.npy"))
        .isInstanceOf(BadInputException.class);
  }
}
