package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Elementwise;
import io.github.altprop.training.tensor.Window;
import io.github.altprop.training.tensor.cpu.Blas.Matrix;
import java.nio.DoubleBuffer;

/**
 * Float64 convolutions as matrix products over patches, since oneDNN has none: with P the patches
 * [n oh ow, kh kw in] and K the kernel [out, kh kw in], out = P K^T, the patches' error is E K and
 * the kernel's gradient E^T P. Patches are made for a bounded run of output pixels at a time.
 */
final class PatchConvolutions implements Convolutions {
  private static final ElementType TYPE = ElementType.FLOAT64;

  /** Elements of patches made at a time: 1 MB, which stays in the second-level cache. */
  private static final int PATCH_ELEMENTS = 1 << 17;

  private static final int GRAIN = 4096;

  private final Workers workers;
  private final Scratch scratch;
  private final Elementwise elementwise;

  PatchConvolutions(Workers workers, Scratch scratch, Elementwise elementwise) {
    this.workers = workers;
    this.scratch = scratch;
    this.elementwise = elementwise;
  }

  @Override
  public void convolve(
      OffHeapTensor x,
      OffHeapTensor kernel,
      OffHeapTensor bias,
      Activation f,
      Window window,
      OffHeapTensor out) {
    Patches patches = new Patches(window, x.dimension(3));
    int channels = out.dimension(3);
    OffHeapTensor[] buffers = buffers("patches", PATCH_ELEMENTS + patches.length());
    Matrix weights = new Matrix(kernel, 0, patches.length(), true);
    workers.split(
        out.length() / channels,
        1,
        GRAIN / channels + 1,
        (part, from, to) -> {
          int run = patches.run();
          for (int at = from; at < to; at += run) {
            int count = Math.min(run, to - at);
            patches.gather(x.doubles(), at, count, buffers[part].doubles());
            Blas.gemm(
                count,
                channels,
                patches.length(),
                1,
                new Matrix(buffers[part], 0, patches.length(), false),
                weights,
                0,
                new Matrix(out, (long) at * channels, channels, false));
          }
        });
    if (bias != null || f.kind() != Activation.Kind.IDENTITY) {
      elementwise.activate(f, out, bias, out);
    }
  }

  @Override
  public void convolveBackward(
      OffHeapTensor error, OffHeapTensor kernel, Window window, OffHeapTensor inputError) {
    Patches patches = new Patches(window, inputError.dimension(3));
    int channels = error.dimension(3);
    int pixels = window.outHeight() * window.outWidth();
    OffHeapTensor[] buffers = buffers("patches", PATCH_ELEMENTS + patches.length());
    elementwise.fill(0, inputError);
    Matrix weights = new Matrix(kernel, 0, patches.length(), false);
    // Patches overlap within an image only, so images may be split but not their pixels.
    workers.split(
        error.dimension(0),
        1,
        1,
        (part, firstImage, endImage) -> {
          int run = patches.run();
          int to = endImage * pixels;
          for (int at = firstImage * pixels; at < to; at += run) {
            int count = Math.min(run, to - at);
            Blas.gemm(
                count,
                patches.length(),
                channels,
                1,
                new Matrix(error, (long) at * channels, channels, false),
                weights,
                0,
                new Matrix(buffers[part], 0, patches.length(), false));
            patches.scatterAdd(buffers[part].doubles(), at, count, inputError.doubles());
          }
        });
  }

  @Override
  public void kernelGradient(
      OffHeapTensor x, OffHeapTensor error, Window window, OffHeapTensor gradient) {
    Patches patches = new Patches(window, x.dimension(3));
    int channels = error.dimension(3);
    OffHeapTensor[] buffers = buffers("patches", PATCH_ELEMENTS + patches.length());
    OffHeapTensor[] partial = buffers("gradients", gradient.length());
    int parts =
        workers.split(
            error.length() / channels,
            1,
            GRAIN / channels + 1,
            (part, from, to) -> {
              int run = patches.run();
              OffHeapTensor target = part == 0 ? gradient : partial[part];
              for (int at = from; at < to; at += run) {
                int count = Math.min(run, to - at);
                patches.gather(x.doubles(), at, count, buffers[part].doubles());
                Blas.gemm(
                    channels,
                    patches.length(),
                    count,
                    1,
                    new Matrix(error, (long) at * channels, channels, true),
                    new Matrix(buffers[part], 0, patches.length(), false),
                    at == from ? 0 : 1,
                    new Matrix(target, 0, patches.length(), false));
              }
            });
    for (int part = 1; part < parts; part++) {
      elementwise.axpy(1, partial[part].slice(0, gradient.shape()), gradient);
    }
  }

  private OffHeapTensor[] buffers(String name, int elements) {
    OffHeapTensor[] buffers = new OffHeapTensor[workers.threads()];
    for (int part = 0; part < buffers.length; part++) {
      buffers[part] = scratch.take(name + " " + part, TYPE, elements);
    }
    return buffers;
  }

  /** The geometry of patches of NHWC images with {@code channels} channels. */
  private record Patches(Window window, int channels) {
    /** Elements of one patch. */
    int length() {
      return window.kernelHeight() * window.kernelWidth() * channels;
    }

    /** Patches made at a time. */
    int run() {
      return Math.max(1, PATCH_ELEMENTS / length());
    }

    /** Copies the patches of {@code count} output pixels from {@code first} on; padding is 0. */
    void gather(DoubleBuffer x, int first, int count, DoubleBuffer patches) {
      int row = window.kernelWidth() * channels;
      double[] zeros = new double[row];
      for (int i = 0; i < count; i++) {
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
          int target = i * length() + ky * row;
          int source = source(first + i, ky);
          int before = before(first + i) * channels;
          int after = after(first + i) * channels;
          if (source < 0) {
            patches.put(target, zeros);
          } else {
            patches.put(target, zeros, 0, before);
            patches.put(target + before, x, source, row - before - after);
            patches.put(target + row - after, zeros, 0, after);
          }
        }
      }
    }

    /** Adds patches to where {@link #gather} takes them from. */
    void scatterAdd(DoubleBuffer patches, int first, int count, DoubleBuffer x) {
      int row = window.kernelWidth() * channels;
      for (int i = 0; i < count; i++) {
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
          int source = source(first + i, ky);
          if (source >= 0) {
            int before = before(first + i) * channels;
            int from = i * length() + ky * row + before;
            int n = row - before - after(first + i) * channels;
            for (int j = 0; j < n; j++) {
              x.put(source + j, x.get(source + j) + patches.get(from + j));
            }
          }
        }
      }
    }

    // Index of the first input element inside the image of row ky of a pixel's patch; -1 if none.
    private int source(int pixel, int ky) {
      int y = pixel / window.outWidth() % window.outHeight() * window.stride() - window.top() + ky;
      if (y < 0 || y >= window.height() || before(pixel) + after(pixel) >= window.kernelWidth()) {
        return -1;
      }
      int image = pixel / (window.outWidth() * window.outHeight());
      int x = left(pixel) + before(pixel);
      return ((image * window.height() + y) * window.width() + x) * channels;
    }

    private int left(int pixel) {
      return pixel % window.outWidth() * window.stride() - window.left();
    }

    // Columns of a pixel's patch before the image.
    private int before(int pixel) {
      return Math.max(0, -left(pixel));
    }

    // Columns of a pixel's patch after the image.
    private int after(int pixel) {
      return Math.max(0, left(pixel) + window.kernelWidth() - window.width());
    }
  }
}
