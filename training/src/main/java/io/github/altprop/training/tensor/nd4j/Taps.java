package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A batch of padded images, seen through one position (tap) of a sliding window at a time: the
 * pixels [n oh ow, c] that lie under that tap for every position of the window.
 *
 * <p>Everything that slides is written with these copies, because ND4J's own convolution and
 * pooling differ between backends in layouts, padding and what they accept as views.
 */
final class Taps {
  private final Window window;
  private final int channels;
  private final INDArray padded;

  /**
   * @param images [n, h, w, c]
   * @param padding value of the pixels around each image
   */
  Taps(NdTensor images, Window window, double padding) {
    this(images, window, padding, true);
  }

  private Taps(NdTensor images, Window window, double padding, boolean filled) {
    this.window = window;
    channels = images.dimension(3);
    padded =
        Nd4j.valueArrayOf(
            new long[] {
              images.dimension(0),
              window.top() + window.height() + window.bottom() + window.stride() - 1,
              window.left() + window.width() + window.right() + window.stride() - 1,
              channels
            },
            padding,
            images.dataType());
    if (filled) {
      inside().assign(images.array());
    }
  }

  /** Zeros in the shape of {@code images}, to be added to. */
  static Taps zeros(NdTensor images, Window window) {
    return new Taps(images, window, 0, false);
  }

  /** Number of taps. */
  int count() {
    return window.kernelHeight() * window.kernelWidth();
  }

  /** A copy [n oh ow, c] of the pixels under a tap. */
  INDArray under(int tap) {
    return view(tap).dup('c').reshape('c', padded.size(0) * pixels(), channels);
  }

  /** Adds [n oh ow, c] to the pixels under a tap. */
  void add(int tap, INDArray values) {
    view(tap)
        .addi(values.reshape('c', padded.size(0), window.outHeight(), window.outWidth(), channels));
  }

  /** A view of the images without their padding. */
  INDArray inside() {
    return padded.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(window.top(), window.top() + window.height()),
        NDArrayIndex.interval(window.left(), window.left() + window.width()),
        NDArrayIndex.all());
  }

  private long pixels() {
    return (long) window.outHeight() * window.outWidth();
  }

  private INDArray view(int tap) {
    return padded.get(
        NDArrayIndex.all(),
        steps(tap / window.kernelWidth(), window.outHeight()),
        steps(tap % window.kernelWidth(), window.outWidth()),
        NDArrayIndex.all());
  }

  // Ends a whole stride after the last pixel: an earlier end makes ND4J count one pixel too many
  // for
  // some strides. The images are padded for it.
  private INDArrayIndex steps(int from, int count) {
    return NDArrayIndex.interval(from, window.stride(), from + count * window.stride());
  }
}
