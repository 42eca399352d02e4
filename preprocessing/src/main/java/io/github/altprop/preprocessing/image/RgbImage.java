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
    PixelWords.fromBytes(pixels, y * width * CHANNELS, words, width);
  }
}
