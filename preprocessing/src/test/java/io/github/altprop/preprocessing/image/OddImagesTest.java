package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
class OddImagesTest {
  private final ImageDecoder decoder = new ImageDecoder(Orientation.IGNORED);

  @ParameterizedTest
  @CsvSource({
    "empty.JPEG, EMPTY",
    "not_an_image.JPEG, NOT_AN_IMAGE",
    "truncated.JPEG, TRUNCATED",
  })
  void rejectsWithTheReason(String name, Reason reason) {
    assertThatThrownBy(() -> decoder.decode(read(name)))
        .asInstanceOf(type(UnusableImageException.class))
        .extracting(UnusableImageException::reason)
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "cmyk.JPEG",
    "corrupt_exif.JPEG",
    "gray.JPEG",
    "png_named.JPEG",
    "progressive.JPEG",
    "rgba_png_named.JPEG"
  })
  void decodesWhatIsOddButWhole(String name) throws Exception {
    RgbImage image = decoder.decode(read(name));

    assertThat(image.pixels()).hasSize(image.height() * image.width() * 3);
  }

  @Test
  void findsTheSamePictureInAllOfThem() throws Exception {
    double[] progressive = means(decoder.decode(read("progressive.JPEG")));
    for (String name : new String[] {"cmyk.JPEG", "png_named.JPEG", "rgba_png_named.JPEG"}) {
      double[] means = means(decoder.decode(read(name)));
      for (int channel = 0; channel < 3; channel++) {
        assertThat(means[channel])
            .as(name)
            .isBetween(progressive[channel] - 4, progressive[channel] + 4);
      }
    }
  }

  private static double[] means(RgbImage image) {
    double[] means = new double[3];
    for (int i = 0; i < image.pixels().length; i++) {
      means[i % 3] += (image.pixels()[i] & 0xff) / (image.pixels().length / 3.0);
    }
    return means;
  }

  private static byte[] read(String name) throws IOException {
    return Files.readAllBytes(Path.of(System.getenv("ALTPROP_DATA"), "odd-images", name));
  }
}
