package io.github.altprop.preprocessing.image;

/**
 * A decoded image.
 *
 * @param height rows
 * @param width columns
 * @param pixels red, green, blue of each pixel, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record RgbImage(int height, int width, byte[] pixels) implements DecodedImage {
  /** Red, green and blue. */
  public static final int CHANNELS = 3;

  @Override
  public void readRow(int y, int[] words) {
    int at = y * width * CHANNELS;
    for (int x = 0; x < width; x++, at += CHANNELS) {
      words[x] = pixels[at] << 24 | (pixels[at + 1] & 0xff) << 16 | (pixels[at + 2] & 0xff) << 8;
    }
  }
}
