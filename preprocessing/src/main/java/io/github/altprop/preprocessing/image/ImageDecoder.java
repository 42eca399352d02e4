package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.Labels;
import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes JPEG (baseline, progressive, grayscale, CMYK, YCCK), PNG, WebP, BMP, GIF and TIFF files
 * to RGB: the first picture if there are several, as Pillow's {@code convert("RGB")} has it but for
 * samples of 16 bits, of which the upper eight are taken. Transparency is dropped, colour profiles
 * are ignored and so is EXIF orientation unless wanted, as the papers' loaders do. Safe for use by
 * several threads.
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
      return Labels.of(this);
    }
  }

  private final Orientation orientation;
  private final Consumer<String> remarks;

  public ImageDecoder(Orientation orientation) {
    this(orientation, remark -> {});
  }

  /**
   * @param remarks told what is wrong with a file that is decoded nevertheless, in words that do
   *     not depend on the file
   */
  public ImageDecoder(Orientation orientation, Consumer<String> remarks) {
    this.orientation = orientation;
    this.remarks = remarks;
  }

  /**
   * Decodes a file.
   *
   * @throws UnusableImageException if it is no image, is cut short or claims to be huge
   */
  public RgbImage decode(byte[] file) throws UnusableImageException {
    Format format = checked(file).format();
    if (isForLeptonica(format)) {
      try (LeptonicaImage image = jpeg(file, format)) {
        return new RgbImage(image.height(), image.width(), image.pixels());
      }
    }
    return other(file, format);
  }

  /**
   * Decodes a file to pixels of one size, which costs less than one after the other: height x width
   * x 3 bytes.
   *
   * @throws UnusableImageException also if its size is wrong and must stay
   */
  public byte[] decode(byte[] file, Geometry geometry) throws UnusableImageException {
    Format format = checked(file).format();
    if (isForLeptonica(format)) {
      try (LeptonicaImage image = jpeg(file, format)) {
        return geometry.apply(image);
      }
    }
    return geometry.apply(other(file, format));
  }

  private boolean isForLeptonica(Format format) {
    return (format == Format.JPEG || format == Format.JPEG_WITH_STRAYS)
        && orientation == Orientation.IGNORED;
  }

  private LeptonicaImage jpeg(byte[] file, Format format) throws UnusableImageException {
    byte[] clean = file;
    if (format == Format.JPEG_WITH_STRAYS) {
      clean = JpegFile.withoutStrays(file);
      remarks.accept("extraneous bytes before a marker");
    }
    Optional<LeptonicaImage> flawless = LeptonicaImage.flawless(clean);
    if (flawless.isPresent()) {
      return flawless.get();
    }
    JpegWarnings.of(clean).forEach(remarks);
    return LeptonicaImage.warned(clean);
  }

  private RgbImage other(byte[] file, Format format) throws UnusableImageException {
    return switch (format) {
      case GIF -> gif(file);
      case PACKED_BMP -> PackedBmpDecoder.decode(file);
      case WEBP -> OpenCvDecoder.decode(WebpFile.firstFrame(file), orientation);
      case TIFF -> OpenCvDecoder.decode(TiffFile.withColoursAsStored(file), orientation);
      case JPEG, JPEG_WITH_STRAYS, UNUSUAL_JPEG, PNG, BMP ->
          OpenCvDecoder.decode(file, orientation);
    };
  }

  private static RgbImage gif(byte[] file) throws UnusableImageException {
    try (LeptonicaImage image = LeptonicaImage.gif(file)) {
      return GifFile.of(file).whole(new RgbImage(image.height(), image.width(), image.pixels()));
    }
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
