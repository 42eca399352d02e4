package io.github.altprop.preprocessing.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Pixels as three bytes and as words: red in the highest byte, then green, blue and a byte that
 * means nothing. Four bytes move at once, of which the last belongs to the next pixel, so that only
 * the last pixel is moved bytewise.
 */
final class PixelWords {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int CHANNELS = RgbImage.CHANNELS;

  private PixelWords() {}

  /** Words of pixels that lie side by side from a place on. */
  static void fromBytes(byte[] pixels, int start, int[] words, int count) {
    int last = count - 1;
    for (int x = 0; x < last; x++) {
      words[x] = (int) INTS.get(pixels, start + x * CHANNELS);
    }
    int at = start + last * CHANNELS;
    words[last] = pixels[at] << 24 | (pixels[at + 1] & 0xff) << 16 | (pixels[at + 2] & 0xff) << 8;
  }

  /** The other way round. */
  static void toBytes(int[] words, int count, byte[] pixels, int start) {
    int last = count - 1;
    for (int x = 0; x < last; x++) {
      INTS.set(pixels, start + x * CHANNELS, words[x]);
    }
    int at = start + last * CHANNELS;
    pixels[at] = (byte) (words[last] >>> 24);
    pixels[at + 1] = (byte) (words[last] >>> 16);
    pixels[at + 2] = (byte) (words[last] >>> 8);
  }
}
