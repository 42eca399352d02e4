package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.Manifest.Encoding;
import io.github.altprop.preprocessing.image.JpegEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageColumnTest {
  private static final ImageShape IMAGE = new ImageShape(24, 16, 3);

  private final ImageColumn column = new ImageColumn(IMAGE, Encoding.JPEG);

  @Test
  void decodesJpegFilesToTheirPlaces() {
    byte[] pixels = column.page(page(jpeg(40), jpeg(200)), 2, "here");

    assertThat(pixels).hasSize(2 * IMAGE.values());
    for (int i = 0; i < IMAGE.values(); i++) {
      assertThat(pixels[i] & 0xff).isBetween(38, 42);
      assertThat(pixels[IMAGE.values() + i] & 0xff).isBetween(198, 202);
    }
  }

  @Test
  void namesTheRowThatIsNoImage() {
    byte[] file = jpeg(40);
    byte[] cut = Arrays.copyOf(file, file.length - 2);

    refused(page(file, cut), "part-00003.parquet: row group 7, row 1: no image: the file ends");
    refused(page(new byte[0], file), "row group 7, row 0: no image: the file has no bytes");
    refused(page(file), "row group 7, row 1: no image");
    byte[] other = new JpegEncoder(new ImageShape(8, 8, 3), 90).encode(new byte[8 * 8 * 3]);
    refused(page(file, other), "row 1: no image: 8 x 8 pixels; expected 24 x 16 x 3");
  }

  private void refused(byte[] page, String complaint) {
    assertThatThrownBy(() -> column.page(page, 2, "part-00003.parquet: row group 7"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(complaint);
  }

  private static byte[] jpeg(int grey) {
    byte[] pixels = new byte[IMAGE.values()];
    Arrays.fill(pixels, (byte) grey);
    return new JpegEncoder(IMAGE, 90).encode(pixels);
  }

  private static byte[] page(byte[]... files) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (byte[] file : files) {
      byte[] length =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length).array();
      page.writeBytes(length);
      page.writeBytes(file);
    }
    return page.toByteArray();
  }
}
