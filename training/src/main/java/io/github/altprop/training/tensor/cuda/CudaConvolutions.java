package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Window;

/**
 * Convolutions of checked operands as products with patches: the row of an output pixel holds the
 * input under its kernel, [kh, kw, in], and 0 where that is padding. Patches are made of as many
 * images at a time as have room.
 */
final class CudaConvolutions {
  private static final long MOST_PATCH_ELEMENTS = 1 << 24;

  private final Accelerator gpu;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaConvolutions(Accelerator gpu, Launcher launcher, Scratch scratch) {
    this.gpu = gpu;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  /** The sizes of a convolution of images [n, h, w, in] with a kernel [out, kh, kw, in]. */
  private record Sizes(CudaTensor images, CudaTensor kernel, Window window) {
    ElementType type() {
      return images.type();
    }

    int in() {
      return images.dimension(3);
    }

    int out() {
      return kernel.dimension(0);
    }

    /** Elements of a patch. */
    int patch() {
      return kernel.length() / out();
    }

    /** Patches of {@code count} images. */
    int pixels(int count) {
      return count * window.outHeight() * window.outWidth();
    }

    /** Images whose patches are made at a time. */
    int step() {
      long most = MOST_PATCH_ELEMENTS / ((long) pixels(1) * patch());
      return (int) Math.max(1, Math.min(images.dimension(0), most));
    }

    /** Whether each patch is one pixel of the input, in the same order. */
    boolean plain() {
      return window.kernelHeight() == 1
          && window.kernelWidth() == 1
          && window.stride() == 1
          && window.outHeight() == window.height()
          && window.outWidth() == window.width();
    }

    long inputAt(int image) {
      return images.address((long) image * window.height() * window.width() * in());
    }

    long mapAt(CudaTensor map, int image) {
      return map.address((long) pixels(image) * out());
    }
  }

  /** Does something to {@code count} images from {@code first} on, given room for their patches. */
  @FunctionalInterface
  private interface Work {
    void on(int first, int count, long patches);
  }

  private void inSteps(Sizes s, Work work) {
    scratch.start();
    int step = s.step();
    long patches =
        s.plain() ? 0 : scratch.take((long) s.pixels(step) * s.patch() * s.type().bytes());
    for (int first = 0; first < s.images().dimension(0); first += step) {
      work.on(first, Math.min(step, s.images().dimension(0) - first), patches);
    }
  }

  /** out = f(patches kernel^T + bias); {@code bias} may be null. */
  void convolve(
      CudaTensor x, CudaTensor kernel, CudaTensor bias, Activation f, Window w, CudaTensor out) {
    Sizes s = new Sizes(x, kernel, w);
    inSteps(
        s,
        (first, count, room) ->
            product(
                s,
                s.pixels(count),
                s.out(),
                s.patch(),
                patches(s, first, count, room),
                Op.PLAIN,
                kernel.address(),
                Op.TRANSPOSED,
                0,
                s.mapAt(out, first)));
    int n = out.length();
    if (bias != null) {
      launcher.elements(
          "activateBiased",
          n,
          new Arguments(s.type()).ints(n, s.out()).activation(f).tensors(out, bias, out));
    } else if (f.kind() != Activation.Kind.IDENTITY) {
      launcher.elements(
          "activate", n, new Arguments(s.type()).ints(n).activation(f).tensors(out, out));
    }
  }

  /** Patches of errors = error kernel; each input pixel gathers its share of them. */
  void convolveBackward(CudaTensor error, CudaTensor kernel, Window w, CudaTensor inputError) {
    Sizes s = new Sizes(inputError, kernel, w);
    inSteps(
        s,
        (first, count, room) -> {
          long errors = s.plain() ? s.inputAt(first) : room;
          product(
              s,
              s.pixels(count),
              s.patch(),
              s.out(),
              s.mapAt(error, first),
              Op.PLAIN,
              kernel.address(),
              Op.PLAIN,
              0,
              errors);
          if (!s.plain()) {
            int n = count * w.height() * w.width() * s.in();
            launcher.elements(
                "gatherPatches",
                n,
                new Arguments(s.type())
                    .ints(n)
                    .window(w, s.in())
                    .addresses(errors, s.inputAt(first)));
          }
        });
  }

  /** gradient = error^T patches, summed over the steps. */
  void kernelGradient(CudaTensor x, CudaTensor error, Window w, CudaTensor gradient) {
    Sizes s = new Sizes(x, gradient, w);
    inSteps(
        s,
        (first, count, room) ->
            product(
                s,
                s.out(),
                s.patch(),
                s.pixels(count),
                s.mapAt(error, first),
                Op.TRANSPOSED,
                patches(s, first, count, room),
                Op.PLAIN,
                first == 0 ? 0 : 1,
                gradient.address()));
  }

  private long patches(Sizes s, int first, int count, long room) {
    if (s.plain()) {
      return s.inputAt(first);
    }
    int n = s.pixels(count) * s.patch();
    launcher.elements(
        "patches",
        n,
        new Arguments(s.type())
            .ints(n)
            .window(s.window(), s.in())
            .addresses(s.inputAt(first), room));
    return room;
  }

  private void product(
      Sizes s, int m, int n, int k, long a, Op opA, long b, Op opB, double beta, long out) {
    CudaLinearAlgebra.product(gpu, s.type(), m, n, k, 1, a, opA, b, opB, beta, out);
  }
}
