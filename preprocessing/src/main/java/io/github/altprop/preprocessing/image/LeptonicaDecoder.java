package io.github.altprop.preprocessing.image;

import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Decodes JPEG of one or three components, and ignores orientation: the same pixels as OpenCV's,
 * and sooner, for this build of libjpeg-turbo has its vector code and OpenCV's does not.
 */
final class LeptonicaDecoder {
  private static final int NO_COLOUR_MAP = 0;
  private static final int FULL_SIZE = 1;
  private static final int NO_HINT = 0;
  private static final int COLOUR_BITS = 32;

  static {
    leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE); // what fails is said by the exception
  }

  private LeptonicaDecoder() {}

  static RgbImage decode(byte[] file) throws UnusableImageException {
    try (BytePointer bytes = new BytePointer(file)) {
      PIX image =
          leptonica.pixReadMemJpeg(
              bytes, file.length, NO_COLOUR_MAP, FULL_SIZE, (IntPointer) null, NO_HINT);
      if (image == null) {
        throw new UnusableImageException(Reason.UNDECODABLE, "the decoder gives up");
      }
      try {
        return new RgbImage(image.h(), image.w(), pixels(image));
      } finally {
        leptonica.pixDestroy(image);
      }
    }
  }

  /** The rows are padded to whole words; the first sample of a word is in its highest byte. */
  private static byte[] pixels(PIX image) {
    int height = image.h();
    int width = image.w();
    int rowWords = image.wpl();
    IntBuffer words = image.data().capacity((long) height * rowWords).asBuffer();
    int[] row = new int[rowWords];
    byte[] pixels = new byte[height * width * RgbImage.CHANNELS];
    for (int y = 0; y < height; y++) {
      words.get(y * rowWords, row);
      if (image.d() == COLOUR_BITS) {
        unpackColour(row, pixels, y * width * RgbImage.CHANNELS, width);
      } else {
        unpackGrey(row, pixels, y * width * RgbImage.CHANNELS, width);
      }
    }
    return pixels;
  }

  private static void unpackColour(int[] row, byte[] pixels, int start, int width) {
    int at = start;
    for (int x = 0; x < width; x++, at += RgbImage.CHANNELS) {
      int word = row[x];
      pixels[at] = (byte) (word >>> 24);
      pixels[at + 1] = (byte) (word >>> 16);
      pixels[at + 2] = (byte) (word >>> 8);
    }
  }

  private static void unpackGrey(int[] row, byte[] pixels, int start, int width) {
    int at = start;
    for (int x = 0; x < width; x++, at += RgbImage.CHANNELS) {
      byte grey = (byte) (row[x / 4] >>> (24 - x % 4 * 8));
      pixels[at] = grey;
      pixels[at + 1] = grey;
      pixels[at + 2] = grey;
    }
  }
}
