package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.util.OptionalInt;

/**
 * Walks the blocks of a GIF file to the end of its first frame. A frame may cover a part of the
 * picture only; the rest has the transparent colour or, if there is none, the first of the palette,
 * as Pillow has it.
 *
 * <p>Source: CompuServe 1990, "Graphics Interchange Format, version 89a".
 */
final class GifFile {
  private static final int HEAD = 13;
  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int PALETTE_FLAG = 0x80;
  private static final int FRAME_HEAD = 10;

  private final byte[] file;
  private int position = HEAD;
  private int palette = -1;
  private int frame;
  private OptionalInt transparent = OptionalInt.empty();

  private GifFile(byte[] file) {
    this.file = file;
  }

  static GifFile of(byte[] file) throws UnusableImageException {
    GifFile gif = new GifFile(file);
    gif.walk();
    return gif;
  }

  private void walk() throws UnusableImageException {
    palette(10, HEAD);
    while (true) {
      switch (unsigned(position)) {
        case EXTENSION -> {
          if (unsigned(position + 1) == CONTROL && (unsigned(position + 3) & 1) == 1) {
            transparent = OptionalInt.of(unsigned(position + 6));
          }
          position += 2;
          blocks();
        }
        case IMAGE -> {
          frame = position;
          position += FRAME_HEAD;
          palette(frame + 9, position);
          position++; // size of the first codes
          blocks();
          return;
        }
        default ->
            throw new UnusableImageException(
                Reason.UNDECODABLE, "byte " + position + ": no block of a GIF begins like this");
      }
    }
  }

  /** A palette whose size the flags say, if there is one; a frame's own goes before. */
  private void palette(int flagsAt, int at) throws UnusableImageException {
    int flags = unsigned(flagsAt);
    if ((flags & PALETTE_FLAG) != 0) {
      palette = at;
      position = at + 3 * (2 << (flags & 7));
    }
  }

  private void blocks() throws UnusableImageException {
    int length = unsigned(position);
    while (length > 0) {
      position += 1 + length;
      length = unsigned(position);
    }
    position++;
  }

  ImageHeader header() throws UnusableImageException {
    int width = Math.max(word(6), word(frame + 1) + word(frame + 5));
    int height = Math.max(word(8), word(frame + 3) + word(frame + 7));
    return new ImageHeader(Format.GIF, width, height);
  }

  /** The picture of which a decoded frame is a part. */
  RgbImage whole(RgbImage decoded) throws UnusableImageException {
    ImageHeader picture = header();
    if (decoded.width() == picture.width() && decoded.height() == picture.height()) {
      return decoded;
    }
    int left = word(frame + 1);
    int top = word(frame + 3);
    if (left + decoded.width() > picture.width() || top + decoded.height() > picture.height()) {
      throw new UnusableImageException(Reason.UNDECODABLE, "a frame larger than its head says");
    }
    byte[] pixels = new byte[picture.width() * picture.height() * RgbImage.CHANNELS];
    if (palette >= 0) {
      int colour = palette + 3 * transparent.orElse(0);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) unsigned(colour + i % RgbImage.CHANNELS);
      }
    }
    int rowBytes = decoded.width() * RgbImage.CHANNELS;
    for (int y = 0; y < decoded.height(); y++) {
      int to = ((top + y) * picture.width() + left) * RgbImage.CHANNELS;
      System.arraycopy(decoded.pixels(), y * rowBytes, pixels, to, rowBytes);
    }
    return new RgbImage(picture.height(), picture.width(), pixels);
  }

  private int word(int at) throws UnusableImageException {
    return unsigned(at) | unsigned(at + 1) << 8;
  }

  private int unsigned(int at) throws UnusableImageException {
    if (at >= file.length) {
      throw new UnusableImageException(
          Reason.TRUNCATED,
          "the file ends at byte " + file.length + " before its first frame does");
    }
    return file[at] & 0xff;
  }
}
