package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are PyTorch's: {@code interpolate(mode="bilinear", align_corners=False)}. */
class GeometryTest {
  private static final int[] SOURCE = {
    37, 235, 140, 72, 255, 137, 203, 133, 79, 192, 144, 129, 204, 71, 237, 252, 134, 25, 178, 20,
        254,
    101, 146, 212, 139, 252, 234, 156, 157, 142, 50, 68, 215, 215, 233, 241, 247, 222, 96, 86, 141,
        233,
    137, 7, 63, 61, 22, 57, 1, 128, 60, 209, 8, 216, 141, 115, 175, 234, 121, 200, 30, 71, 131,
    198, 149, 49, 57, 3, 196, 24, 241, 43, 76, 26, 52, 80, 109, 115, 41, 210, 15, 64, 196, 25,
    111, 226, 215, 135, 26, 153, 104, 22, 9, 195, 231, 126, 23, 125, 100, 155, 165, 57, 83, 166, 136
  };
  private static final int[] SMALLER = {
    72, 224, 166, 182, 138, 107, 200, 124, 228, 186, 99, 173, 108, 13, 61, 27, 113, 80, 150, 102,
    180, 106, 90, 157, 128, 132, 163, 87, 103, 30, 56, 125, 105, 92, 177, 78
  };
  private static final int[] LARGER = {
    37, 235, 140, 60, 248, 138, 130, 201, 111, 201, 135, 90, 192, 144, 129, 201, 87, 213, 231, 106,
        119,
    227, 96, 101, 178, 20, 254, 65, 196, 172, 89, 234, 177, 137, 205, 147, 171, 136, 120, 130, 111,
        167,
    191, 135, 223, 232, 159, 137, 212, 139, 119, 138, 73, 245, 103, 137, 203, 124, 204, 216, 140,
        201, 185,
    127, 135, 154, 60, 64, 215, 177, 190, 232, 230, 220, 162, 192, 189, 144, 82, 137, 227, 126, 50,
        110,
    99, 79, 111, 69, 113, 100, 74, 113, 115, 159, 27, 216, 163, 124, 200, 205, 152, 180, 175, 133,
        166,
    48, 93, 163, 156, 51, 59, 92, 28, 86, 37, 82, 80, 44, 130, 79, 167, 14, 165, 132, 91, 158,
    151, 133, 148, 129, 136, 127, 41, 110, 98, 194, 140, 50, 103, 49, 142, 42, 106, 124, 36, 187,
        48,
    84, 25, 62, 84, 91, 106, 67, 162, 68, 56, 199, 28, 62, 188, 32, 149, 192, 142, 117, 75, 162,
    87, 61, 106, 85, 123, 39, 143, 141, 94, 69, 123, 104, 80, 155, 69, 95, 183, 55, 75, 179, 87,
    111, 226, 215, 127, 93, 174, 121, 24, 89, 124, 68, 35, 195, 231, 126, 61, 149, 106, 96, 147, 76,
    131, 165, 83, 83, 166, 136
  };

  @Test
  void interpolatesAsTheReferenceDoes() throws Exception {
    assertWithinOneLevel(new Geometry(Resize.DIRECT, 3, 4).apply(image()), SMALLER);
    assertWithinOneLevel(new Geometry(Resize.DIRECT, 8, 9).apply(image()), LARGER);
  }

  @Test
  void cutsTheMiddleOutOfALongImage() throws Exception {
    // 5 x 7 to 5 x 5 needs no interpolation: columns 1 to 5 remain.
    byte[] cut = new Geometry(Resize.SHORTER_SIDE, 5, 5).apply(image());

    for (int y = 0; y < 5; y++) {
      for (int i = 0; i < 15; i++) {
        assertThat(cut[y * 15 + i] & 0xff).isEqualTo(SOURCE[y * 21 + 3 + i]);
      }
    }
  }

  /** The rule of {@link Bilinear}, in doubles. */
  @ParameterizedTest
  @CsvSource({
    "DIRECT, 40, 60, 224, 224",
    "DIRECT, 375, 500, 224, 200",
    "DIRECT, 900, 37, 50, 64",
    "DIRECT, 1, 1, 3, 2",
    "SHORTER_SIDE, 375, 500, 224, 224",
    "SHORTER_SIDE, 500, 333, 224, 224",
    "SHORTER_SIDE, 10, 31, 24, 16"
  })
  void followsExactArithmetic(Resize resize, int inHeight, int inWidth, int height, int width)
      throws Exception {
    byte[] pixels = new byte[inHeight * inWidth * 3];
    new Random(3).nextBytes(pixels);
    double down = (double) inHeight / height;
    double right = (double) inWidth / width;
    if (resize == Resize.SHORTER_SIDE) {
      down = Math.min(down, right);
      right = down;
    }
    int[] expected = new int[height * width * 3];
    for (int i = 0; i < expected.length; i++) {
      int outRow = i / 3 / width;
      int outColumn = i / 3 % width;
      double y = (inHeight - down * height) / 2 + (outRow + 0.5) * down - 0.5;
      double x = (inWidth - right * width) / 2 + (outColumn + 0.5) * right - 0.5;
      double value = 0;
      for (int j = (int) Math.floor(y); j <= Math.floor(y) + 1; j++) {
        for (int k = (int) Math.floor(x); k <= Math.floor(x) + 1; k++) {
          int row = Math.max(0, Math.min(inHeight - 1, j));
          int column = Math.max(0, Math.min(inWidth - 1, k));
          int sample = pixels[(row * inWidth + column) * 3 + i % 3] & 0xff;
          value += (1 - Math.abs(y - j)) * (1 - Math.abs(x - k)) * sample;
        }
      }
      expected[i] = (int) Math.round(value);
    }

    byte[] found =
        new Geometry(resize, height, width).apply(new RgbImage(inHeight, inWidth, pixels));

    assertWithinOneLevel(found, expected);
  }

  @Test
  void leavesAnImageOfTheRightSizeAlone() throws Exception {
    RgbImage image = image();

    assertThat(new Geometry(Resize.DIRECT, 5, 7).apply(image)).isSameAs(image.pixels());
  }

  @Test
  void rejectsAnotherSizeIfNothingIsResized() {
    assertThatThrownBy(() -> new Geometry(Resize.NONE, 5, 5).apply(image()))
        .isInstanceOf(UnusableImageException.class)
        .hasMessage("5 x 7 pixels; expected 5 x 5");
    assertThatThrownBy(() -> Resize.named("bicubic"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("resize: 'bicubic'; expected one of [direct, shorter-side, none]");
  }

  private static RgbImage image() {
    byte[] pixels = new byte[SOURCE.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) SOURCE[i];
    }
    return new RgbImage(5, 7, pixels);
  }

  private static void assertWithinOneLevel(byte[] found, int[] expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i] & 0xff).isBetween(expected[i] - 1, expected[i] + 1);
    }
  }
}
