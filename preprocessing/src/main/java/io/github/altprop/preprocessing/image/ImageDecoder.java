package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.util.Locale;

/**
 * Decodes JPEG (baseline, progressive, grayscale, CMYK, YCCK) and PNG files to RGB. Transparency is
 * dropped, colour profiles are ignored and so is EXIF orientation unless wanted, as the papers'
 * loaders do. Safe for use by several threads.
 */
public final class ImageDecoder {
  /** Images with more pixels are refused before they are decoded: 192 MiB as RGB. */
  static final long MOST_PIXELS = 64L << 20;

  private static final long MOST_BYTES = 256L << 20;

  /** What becomes of the orientation that a camera noted. */
  public enum Orientation {
    /** Pixels stay as they are stored. */
    IGNORED,
    /** Images are turned upright. */
    APPLIED;

    /** The name in manifests and options. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Orientation orientation;

  public ImageDecoder(Orientation orientation) {
    this.orientation = orientation;
  }

  /**
   * Decodes a file.
   *
   * @throws UnusableImageException if it is no image, is cut short or claims to be huge
   */
  public RgbImage decode(byte[] file) throws UnusableImageException {
    if (isForLeptonica(checked(file))) {
      try (LeptonicaImage image = LeptonicaImage.decode(file)) {
        return new RgbImage(image.height(), image.width(), image.pixels());
      }
    }
    return OpenCvDecoder.decode(file, orientation);
  }

  /**
   * Decodes a file to pixels of one size, which costs less than one after the other: height x width
   * x 3 bytes.
   *
   * @throws UnusableImageException also if its size is wrong and must stay
   */
  public byte[] decode(byte[] file, Geometry geometry) throws UnusableImageException {
    if (isForLeptonica(checked(file))) {
      try (LeptonicaImage image = LeptonicaImage.decode(file)) {
        return geometry.apply(image);
      }
    }
    return geometry.apply(OpenCvDecoder.decode(file, orientation));
  }

  private boolean isForLeptonica(ImageHeader header) {
    return header.format() == Format.JPEG && orientation == Orientation.IGNORED;
  }

  /** The header of a file that can be decoded in bounded memory. */
  private static ImageHeader checked(byte[] file) throws UnusableImageException {
    ImageHeader header = ImageHeader.of(file);
    long pixels = Integer.toUnsignedLong(header.width()) * Integer.toUnsignedLong(header.height());
    if (pixels == 0) {
      throw new UnusableImageException(
          Reason.UNDECODABLE, "an image of " + header.width() + " x " + header.height());
    }
    if (pixels > MOST_PIXELS || pixels < 0 || file.length > MOST_BYTES) {
      throw new UnusableImageException(
          Reason.TOO_LARGE,
          "claims "
              + Integer.toUnsignedLong(header.width())
              + " x "
              + Integer.toUnsignedLong(header.height())
              + " pixels in "
              + file.length
              + " bytes; at most "
              + MOST_PIXELS
              + " pixels are decoded");
    }
    return header;
  }
}
