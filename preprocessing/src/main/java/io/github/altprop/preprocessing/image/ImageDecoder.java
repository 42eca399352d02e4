package io.github.altprop.preprocessing.image;

import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG (baseline, progressive, grayscale, CMYK, YCCK) and PNG files to RGB with OpenCV.
 * Transparency is dropped, colour profiles are ignored and so is EXIF orientation unless wanted, as
 * the papers' loaders do. Safe for use by several threads.
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

  private final int flags;

  public ImageDecoder(Orientation orientation) {
    this.flags =
        orientation == Orientation.APPLIED
            ? opencv_imgcodecs.IMREAD_COLOR
            : opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  /**
   * Decodes a file.
   *
   * @throws UnusableImageException if it is no image, is cut short or claims to be huge
   */
  public RgbImage decode(byte[] file) throws UnusableImageException {
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
    return decoded(file);
  }

  private RgbImage decoded(byte[] file) throws UnusableImageException {
    try (BytePointer bytes = new BytePointer(file);
        Mat buffer = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
        Mat image = opencv_imgcodecs.imdecode(buffer, flags)) {
      if (image.empty()) {
        throw new UnusableImageException(Reason.UNDECODABLE, "the decoder gives up");
      }
      opencv_imgproc.cvtColor(image, image, opencv_imgproc.COLOR_BGR2RGB);
      byte[] pixels = new byte[Math.multiplyExact(image.rows() * image.cols(), 3)];
      image.data().get(pixels);
      return new RgbImage(image.rows(), image.cols(), pixels);
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new UnusableImageException(
          Reason.UNDECODABLE, reason.lines().findFirst().orElse("the decoder fails"));
    }
  }
}
