package io.github.altprop.preprocessing.dataset;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The mean image as a file that NumPy loads: format 1.0, little-endian float32, C order, height x
 * width x channels.
 */
public final class MeanImage {
  /** Name of the file. */
  public static final String FILE_NAME = "mean-image.npy";

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private MeanImage() {}

  /** The file's bytes. */
  public static byte[] write(float[] values, ImageShape shape) {
    byte[] head = head(shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * Reads what {@link #write} wrote for images of that shape.
   *
   * @param file its name, for complaints
   */
  public static float[] read(byte[] bytes, ImageShape shape, String file) {
    byte[] head = head(shape);
    int length = head.length + Float.BYTES * shape.values();
    if (bytes.length != length || !Arrays.equals(head, Arrays.copyOf(bytes, head.length))) {
      throw new BadInputException(
          file
              + ": not the mean image of "
              + shape
              + " (NumPy format 1.0, float32, "
              + length
              + " bytes; the file has "
              + bytes.length
              + ")");
    }
    float[] values = new float[shape.values()];
    ByteBuffer.wrap(bytes, head.length, bytes.length - head.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private static byte[] head(ImageShape shape) {
    String description =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d, %d), }"
            .formatted(shape.height(), shape.width(), shape.channels());
    int before = MAGIC.length + Short.BYTES;
    int unpadded = before + description.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = description + " ".repeat(length - unpadded) + "\n";
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (length - before))
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
