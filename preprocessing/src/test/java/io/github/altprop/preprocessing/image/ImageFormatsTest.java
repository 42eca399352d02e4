package io.github.altprop.preprocessing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of every format, against what Pillow makes of them. */
class ImageFormatsTest {
  private static final Offset<Integer> ONE = Offset.offset(1);

  private final List<String> remarks = new ArrayList<>();
  private final ImageDecoder decoder = new ImageDecoder(Orientation.IGNORED, remarks::add);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy.webp",
        "lossless.webp",
        "animation.webp",
        "animation-lossy.webp",
        "webp-named.jpg",
        "colour.bmp",
        "palette.bmp",
        "packed.bmp",
        "palette.gif",
        "animation.gif",
        "small-frame.gif",
        "small-clear-frame.gif",
        "colour.tif",
        "transparent.tif",
        "cmyk.tiff",
        "bits.tif",
        "pages.tif",
        "palette.png"
      })
  void isPillowsPictureWithinOneGreyLevel(String name) throws Exception {
    byte[] pixels = decoder.decode(read(name)).pixels();

    byte[] expected = read(name + ".rgb");
    assertThat(pixels).hasSameSizeAs(expected);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i] & 0xff).as("value " + i).isCloseTo(expected[i] & 0xff, ONE);
    }
    assertThat(remarks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy.webp",
        "lossless.webp",
        "animation.webp",
        "colour.bmp",
        "palette.bmp",
        "palette.gif",
        "small-frame.gif",
        "colour.tif",
        "cmyk.tiff",
        "palette.png"
      })
  void refusesWhatIsCutShort(String name) throws Exception {
    byte[] file = read(name);

    for (int length : new int[] {1, 7, 15, file.length / 3, file.length * 2 / 3, file.length - 2}) {
      assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(file, length)))
          .as(name + " of " + length + " bytes")
          .isInstanceOf(UnusableImageException.class);
    }
  }

  @Test
  void keepsJpegsWithStrayBytesAndSaysSo() throws Exception {
    byte[] jpeg = new JpegEncoder(new ImageShape(11, 17, 3), 90).encode(read("colour.bmp.rgb"));
    byte[] plain = decoder.decode(jpeg).pixels();
    int scan = indexOf(jpeg, (byte) 0xda);

    assertThat(decoder.decode(with(jpeg, scan - 1, new byte[3])).pixels()).isEqualTo(plain);
    assertThat(decoder.decode(with(jpeg, scan - 1, new byte[] {7})).pixels()).isEqualTo(plain);
    assertThat(decoder.decode(with(jpeg, jpeg.length - 2, new byte[300])).pixels())
        .isEqualTo(plain);
    assertThat(remarks)
        .containsExactly(
            "extraneous bytes before a marker",
            "extraneous bytes before a marker",
            "extraneous bytes before a marker");
  }

  @Test
  void namesWhatLibjpegWarnsOf() throws Exception {
    byte[] jpeg = new JpegEncoder(new ImageShape(11, 17, 3), 90).encode(read("colour.bmp.rgb"));
    byte[] plain = decoder.decode(jpeg).pixels();
    jpeg[11] = 9; // the version of the file format

    RgbImage image = decoder.decode(jpeg);

    assertThat(image.pixels()).isEqualTo(plain);
    assertThat(remarks).singleElement().asString().contains("unknown JFIF revision number N");
  }

  @Test
  void rejectsJpegsOfWhichPartsAreLost() throws Exception {
    byte[] jpeg = new JpegEncoder(new ImageShape(11, 17, 3), 90).encode(read("colour.bmp.rgb"));
    ByteArrayOutputStream cut = new ByteArrayOutputStream();
    cut.write(jpeg, 0, jpeg.length - 60);
    cut.write(new byte[] {(byte) 0xff, (byte) 0xd9});

    assertThatThrownBy(() -> decoder.decode(cut.toByteArray()))
        .isInstanceOfSatisfying(
            UnusableImageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
  }

  private static byte[] with(byte[] file, int at, byte[] more) {
    byte[] all = new byte[file.length + more.length];
    System.arraycopy(file, 0, all, 0, at);
    System.arraycopy(more, 0, all, at, more.length);
    System.arraycopy(file, at, all, at + more.length, file.length - at);
    return all;
  }

  /** Where a marker's code is. */
  private static int indexOf(byte[] jpeg, byte code) {
    int at = 2;
    while (jpeg[at + 1] != code) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    }
    return at + 1;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = ImageFormatsTest.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    }
  }
}
