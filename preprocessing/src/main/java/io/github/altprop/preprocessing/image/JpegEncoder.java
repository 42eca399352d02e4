package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.ImageShape;
import java.io.Serializable;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes colour images as baseline JPEG files with OpenCV. The same pixels give the same bytes.
 * Safe for use by several threads.
 */
public final class JpegEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

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
    try (BytePointer bytes = new BytePointer(pixels);
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, bytes);
        BytePointer file = new BytePointer();
        IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR); // of the copy
      if (!opencv_imgcodecs.imencode(".jpg", mat, file, options)) {
        throw new IllegalStateException("the JPEG encoder fails");
      }
      byte[] encoded = new byte[Math.toIntExact(file.limit())];
      file.get(encoded);
      return encoded;
    }
  }
}
