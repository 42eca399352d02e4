package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.ImageShape;
import java.io.Serializable;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Encodes colour images as baseline JPEG files, with colours at half the resolution, as usual. The
 * same pixels give the same bytes. Safe for use by several threads. Leptonica's libjpeg-turbo has
 * its vector code and so is several times faster than OpenCV's.
 */
public final class JpegEncoder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BASELINE = 0;

  private final ImageShape image;
  private final int quality;

  /**
   * @param image size of every image
   * @param quality from 1 to 100, as libjpeg counts
   */
  public JpegEncoder(ImageShape image, int quality) {
    if (image.channels() != RgbImage.CHANNELS) {
      throw new IllegalArgumentException("no colour images: " + image);
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality " + quality);
    }
    this.image = image;
    this.quality = quality;
  }

  /** A whole JPEG file of red, green and blue values, row by row. */
  public byte[] encode(byte[] pixels) {
    PIX pix = leptonica.pixCreateNoInit(image.width(), image.height(), LeptonicaImage.COLOUR_BITS);
    try (PointerPointer<BytePointer> file = new PointerPointer<>(1);
        SizeTPointer length = new SizeTPointer(1)) {
      file.put(0, (BytePointer) null);
      int[] words = new int[image.height() * image.width()];
      PixelWords.fromBytes(pixels, 0, words, words.length);
      pix.data().put(words, 0, words.length);
      if (leptonica.pixWriteMemJpeg(file, length, pix, quality, BASELINE) != 0) {
        throw new IllegalStateException("the JPEG encoder fails");
      }
      BytePointer written = file.get(BytePointer.class, 0);
      try {
        byte[] encoded = new byte[Math.toIntExact(length.get())];
        written.get(encoded);
        return encoded;
      } finally {
        leptonica.lept_free(written);
      }
    } finally {
      leptonica.pixDestroy(pix);
    }
  }
}
