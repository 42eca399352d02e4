package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real ImageNet files against OpenCV and the decoder of the Java runtime, which is libjpeg 6b. */
@EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
class RealImagesTest {
  private static final double MEAN_GREY_LEVELS = 2;

  /** The other one applies colour profiles. */
  private static final double WORST_GREY_LEVELS = 10;

  @Test
  void agreesWithAnotherDecoder() throws IOException, UnusableImageException {
    Path data = Path.of(System.getenv("ALTPROP_DATA"), "ILSVRC/Data");
    List<Path> images;
    try (Stream<Path> files = Files.walk(data)) {
      images = files.filter(file -> file.toString().endsWith(".JPEG")).sorted().toList();
    }
    List<Double> differences = new ArrayList<>();
    for (Path image : images) {
      byte[] file = Files.readAllBytes(image);
      RgbImage decoded = new ImageDecoder(Orientation.IGNORED).decode(file);
      assertThat(decoded.pixels())
          .as(image.toString())
          .isEqualTo(OpenCvDecoder.decode(file, Orientation.IGNORED).pixels());
      Raster expected = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
      assertThat(decoded.width()).isEqualTo(expected.getWidth());
      assertThat(decoded.height()).isEqualTo(expected.getHeight());
      differences.add(meanDifference(decoded, expected));
    }
    assertThat(differences).hasSize(137).allMatch(difference -> difference < WORST_GREY_LEVELS);
    assertThat(differences.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .isLessThan(MEAN_GREY_LEVELS);
  }

  private static double meanDifference(RgbImage decoded, Raster expected) {
    int bands = expected.getNumBands();
    int[] samples =
        expected.getPixels(0, 0, expected.getWidth(), expected.getHeight(), (int[]) null);
    double sum = 0;
    for (int i = 0; i < decoded.pixels().length; i++) {
      int sample = samples[i / 3 * bands + (bands == 1 ? 0 : i % 3)];
      sum += Math.abs((decoded.pixels()[i] & 0xff) - sample);
    }
    return sum / decoded.pixels().length;
  }
}
