package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes JPEG of any kind, PNG, WebP, BMP and TIFF, of several pages the first. */
final class OpenCvDecoder {
  private OpenCvDecoder() {}

  static RgbImage decode(byte[] file, Orientation orientation) throws UnusableImageException {
    int flags =
        orientation == Orientation.APPLIED
            ? opencv_imgcodecs.IMREAD_COLOR
            : opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
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
