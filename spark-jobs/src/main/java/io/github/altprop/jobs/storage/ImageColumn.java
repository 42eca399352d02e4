package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.Manifest.Encoding;
import io.github.altprop.preprocessing.image.ImageDecoder;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.RgbImage;
import io.github.altprop.preprocessing.image.UnusableImageException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * How images are stored: raw ones as bytes of one fixed length, JPEG files each after its length
 * (four bytes, little-endian), as Parquet has it.
 *
 * @param image size of every image
 * @param encoding of each image
 */
public record ImageColumn(ImageShape image, Encoding encoding) implements Serializable {
  private static final String NAME = "image";

  /** The column's Parquet type. */
  Type type() {
    return switch (encoding) {
      case RAW ->
          Types.required(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY).length(image.values()).named(NAME);
      case JPEG -> Types.required(PrimitiveTypeName.BINARY).named(NAME);
    };
  }

  /** Bytes that stand before each stored image. */
  int prefixBytes() {
    return encoding == Encoding.RAW ? 0 : Integer.BYTES;
  }

  /**
   * The pixels of one stored image.
   *
   * @throws UnusableImageException if it cannot be decoded
   */
  public byte[] pixels(byte[] stored) throws UnusableImageException {
    if (encoding == Encoding.RAW) {
      return stored;
    }
    RgbImage decoded = new ImageDecoder(Orientation.IGNORED).decode(stored);
    if (decoded.height() != image.height() || decoded.width() != image.width()) {
      throw new BadInputException(
          decoded.height() + " x " + decoded.width() + " pixels; expected " + image);
    }
    return decoded.pixels();
  }

  /**
   * The pixels of all images of a page, side by side.
   *
   * @param rows number of images
   * @param where the page is, for complaints
   */
  byte[] page(byte[] page, int rows, String where) {
    if (encoding == Encoding.RAW) {
      return page;
    }
    byte[] pixels = new byte[Math.multiplyExact(rows, image.values())];
    ByteBuffer lengths = RowGroup.little(page);
    int at = 0;
    for (int row = 0; row < rows; row++) {
      try {
        int from = at + Integer.BYTES;
        int length = lengths.getInt(at);
        if (length > page.length - from) {
          throw new BadInputException(length + " bytes; the page has " + (page.length - from));
        }
        byte[] decoded = pixels(Arrays.copyOfRange(page, from, from + length));
        System.arraycopy(decoded, 0, pixels, row * image.values(), image.values());
        at = from + length;
      } catch (UnusableImageException | RuntimeException e) {
        throw new BadInputException(where + ", row " + row + ": no image: " + e.getMessage(), e);
      }
    }
    return pixels;
  }
}
