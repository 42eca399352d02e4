package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegEncoderTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 5", "33, 64", "224, 224"})
  void keepsThePicture(int height, int width) throws Exception {
    byte[] pixels = slope(height, width);

    byte[] file = new JpegEncoder(new ImageShape(height, width, 3), 95).encode(pixels);

    assertThat(ImageHeader.of(file)).isEqualTo(new ImageHeader(Format.JPEG, width, height));
    byte[] decoded = new ImageDecoder(Orientation.IGNORED).decode(file).pixels();
    for (int i = 0; i < pixels.length; i++) {
      assertThat(Math.abs((decoded[i] & 0xff) - (pixels[i] & 0xff))).isLessThan(8);
    }
  }

  @Test
  void spendsMoreBytesOnMoreQuality() {
    ImageShape shape = new ImageShape(64, 48, 3);
    byte[] pixels = slope(64, 48);

    assertThat(new JpegEncoder(shape, 95).encode(pixels))
        .hasSizeGreaterThan(new JpegEncoder(shape, 20).encode(pixels).length);
  }

  @Test
  void givesThreadsTheSameBytes() {
    JpegEncoder encoder = new JpegEncoder(new ImageShape(64, 48, 3), 90);
    byte[] pixels = slope(64, 48);
    byte[] expected = encoder.encode(pixels);

    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> encoder.encode(pixels)).toList())
        .allSatisfy(file -> assertThat(file).isEqualTo(expected));
  }

  @Test
  void refusesWhatItCannotEncode() {
    assertThatThrownBy(() -> new JpegEncoder(new ImageShape(2, 2, 1), 90))
        .hasMessageContaining("no colour images");
    assertThatThrownBy(() -> new JpegEncoder(new ImageShape(2, 2, 3), 101))
        .hasMessageContaining("quality 101");
  }

  private static byte[] slope(int height, int width) {
    byte[] pixels = new byte[height * width * 3];
    for (int i = 0; i < pixels.length; i++) {
      int y = i / 3 / width;
      int x = i / 3 % width;
      pixels[i] = (byte) (20 + y * 90 / height + x * 90 / width + i % 3 * 20);
    }
    return pixels;
  }
}
