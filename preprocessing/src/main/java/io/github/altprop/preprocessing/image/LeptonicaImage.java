package io.github.altprop.preprocessing.image;

import java.nio.IntBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * An image decoded by Leptonica, whose memory the pixels stay in until it is closed: a JPEG file of
 * one or three components, without regard to orientation, or the first frame of a GIF. Of JPEG
 * files they are the same pixels as OpenCV's, and sooner, for this build of libjpeg-turbo has its
 * vector code and OpenCV's does not.
 */
final class LeptonicaImage implements DecodedImage, AutoCloseable {
  private static final int NO_COLOUR_MAP = 0;
  private static final int FULL_SIZE = 1;
  private static final int NO_HINT = 0;
  private static final int EVEN_IF_WARNED = leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
  static final int COLOUR_BITS = 32;

  static {
    leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE); // what fails is said by the exception
    NativeMessages.silence();
  }

  private final PIX image;
  private final int height;
  private final int width;
  private final boolean colour;
  private final IntBuffer words;

  private LeptonicaImage(PIX image) {
    this.image = image;
    this.height = image.h();
    this.width = image.w();
    this.colour = image.d() == COLOUR_BITS;
    this.words = image.data().capacity((long) height * image.wpl()).asBuffer();
  }

  /** A JPEG file of which libjpeg has nothing to complain; nothing for another. */
  static Optional<LeptonicaImage> flawless(byte[] jpeg) {
    return read(jpeg, NO_HINT);
  }

  /** A JPEG file, whatever libjpeg warns of. */
  static LeptonicaImage warned(byte[] jpeg) throws UnusableImageException {
    return read(jpeg, EVEN_IF_WARNED)
        .orElseThrow(() -> new UnusableImageException(Reason.UNDECODABLE, "the decoder gives up"));
  }

  private static Optional<LeptonicaImage> read(byte[] file, int hint) {
    try (BytePointer bytes = new BytePointer(file)) {
      return Optional.ofNullable(
              leptonica.pixReadMemJpeg(
                  bytes, file.length, NO_COLOUR_MAP, FULL_SIZE, (IntPointer) null, hint))
          .map(LeptonicaImage::new);
    }
  }

  /** The first frame of a GIF. */
  static LeptonicaImage gif(byte[] file) throws UnusableImageException {
    try (BytePointer bytes = new BytePointer(file)) {
      PIX indexed = leptonica.pixReadMemGif(bytes, file.length);
      if (indexed == null) {
        throw new UnusableImageException(Reason.UNDECODABLE, "the decoder gives up");
      }
      PIX plain = leptonica.pixRemoveColormap(indexed, leptonica.REMOVE_CMAP_TO_FULL_COLOR);
      PIX colour = leptonica.pixConvertTo32(plain == null ? indexed : plain);
      if (plain != null) {
        leptonica.pixDestroy(plain);
      }
      leptonica.pixDestroy(indexed);
      if (colour == null) {
        throw new UnusableImageException(Reason.UNDECODABLE, "a GIF without colours");
      }
      return new LeptonicaImage(colour);
    }
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /** Leptonica's words are ours; four grey pixels share one, the first in the highest byte. */
  @Override
  public void readRow(int y, int[] row) {
    if (colour) {
      words.get(y * width, row, 0, width);
      return;
    }
    int greyWords = (width + 3) / 4;
    words.get(y * greyWords, row, 0, greyWords);
    for (int x = width - 1; x >= 0; x--) { // backwards, for it is spread in place
      row[x] = (row[x / 4] >>> (24 - x % 4 * 8) & 0xff) * 0x01010100;
    }
  }

  @Override
  public byte[] pixels() {
    byte[] pixels = new byte[height * width * RgbImage.CHANNELS];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      readRow(y, row);
      PixelWords.toBytes(row, width, pixels, y * width * RgbImage.CHANNELS);
    }
    return pixels;
  }

  @Override
  public void close() {
    leptonica.pixDestroy(image);
  }
}
