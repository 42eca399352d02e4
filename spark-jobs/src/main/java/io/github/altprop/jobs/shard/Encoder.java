package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.image.JpegEncoder;
import java.io.Serializable;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Makes of an image's pixels what is stored. */
interface Encoder extends UnaryOperator<byte[]>, Serializable {
  /**
   * Makes JPEG files, or leaves pixels as they are.
   *
   * @param jpegQuality quality of the files; pixels if empty
   */
  static Encoder of(ImageShape image, OptionalInt jpegQuality) {
    if (jpegQuality.isEmpty()) {
      return pixels -> pixels;
    }
    return new JpegEncoder(image, jpegQuality.getAsInt())::encode;
  }
}
