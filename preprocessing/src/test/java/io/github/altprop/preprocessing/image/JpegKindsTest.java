package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG files of many kinds and sizes: whichever decoder is chosen, the pixels are OpenCV's. */
class JpegKindsTest {
  private final ImageDecoder decoder = new ImageDecoder(Orientation.IGNORED);

  @ParameterizedTest
  @CsvSource({
    "1, 1, RGB, false",
    "7, 5, RGB, false",
    "64, 33, RGB, false",
    "61, 47, RGB, true",
    "1, 1, GRAY, false",
    "7, 5, GRAY, false",
    "61, 47, GRAY, true",
    "64, 33, GRAY, false"
  })
  void agreesWithOpenCv(int width, int height, String kind, boolean progressive) throws Exception {
    byte[] file = jpeg(width, height, kind, progressive);

    assertThat(ImageHeader.of(file)).isEqualTo(new ImageHeader(Format.JPEG, width, height));
    RgbImage image = decoder.decode(file);
    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
    assertThat(image.pixels()).isEqualTo(OpenCvDecoder.decode(file, Orientation.IGNORED).pixels());
  }

  @ParameterizedTest
  @CsvSource({"61, 47, RGB", "61, 47, GRAY", "16, 16, GRAY", "16, 16, RGB", "5, 90, GRAY"})
  void resizesWhileDecodingAsItDoesAfterwards(int width, int height, String kind) throws Exception {
    byte[] file = jpeg(width, height, kind, false);

    for (Resize resize : new Resize[] {Resize.DIRECT, Resize.SHORTER_SIDE}) {
      Geometry geometry = new Geometry(resize, 16, 16);
      assertThat(decoder.decode(file, geometry)).isEqualTo(geometry.apply(decoder.decode(file)));
    }
  }

  /** By Adobe's marker of transform 0, components are red, green and blue already. */
  @Test
  void obeysAdobesMarker() throws Exception {
    byte[] plain = jpeg(40, 30, "RGB", false);
    byte[] jfif = {(byte) 0xff, (byte) 0xe0};
    byte[] adobe = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    assertThat(plain).containsSequence(jfif);
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(plain, 0, 2);
    marked.write(adobe);
    int rest = 2 + 2 + (plain[4] & 0xff) * 256 + (plain[5] & 0xff);
    marked.write(plain, rest, plain.length - rest);

    byte[] pixels = decoder.decode(marked.toByteArray()).pixels();

    assertThat(pixels)
        .isEqualTo(OpenCvDecoder.decode(marked.toByteArray(), Orientation.IGNORED).pixels())
        .isNotEqualTo(decoder.decode(plain).pixels());
  }

  @Test
  void rejectsDamagedTables() throws Exception {
    byte[] file = jpeg(40, 30, "RGB", false);
    for (int i = 2; i < file.length - 1; i++) {
      if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xc4) {
        file[i + 4] = 0x7f; // no such class of Huffman table
        break;
      }
    }

    assertThatThrownBy(() -> decoder.decode(file))
        .asInstanceOf(type(UnusableImageException.class))
        .extracting(UnusableImageException::reason)
        .isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void givesThreadsTheSamePixels() throws Exception {
    byte[] file = jpeg(61, 47, "RGB", true);
    byte[] expected = decoder.decode(file).pixels();

    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> decoded(file)).toList())
        .allSatisfy(pixels -> assertThat(pixels).isEqualTo(expected));
  }

  private byte[] decoded(byte[] file) {
    try {
      return decoder.decode(file).pixels();
    } catch (UnusableImageException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] jpeg(int width, int height, String kind, boolean progressive)
      throws IOException {
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            kind.equals("GRAY") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    options.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), options);
    }
    writer.dispose();
    return file.toByteArray();
  }
}
