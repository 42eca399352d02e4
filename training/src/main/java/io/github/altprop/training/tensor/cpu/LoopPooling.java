package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Window;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Float64 pooling, which oneDNN lacks: plain loops, split over the images. */
final class LoopPooling implements Pooling {
  private final Workers workers;

  LoopPooling(Workers workers) {
    this.workers = workers;
  }

  /** Treats one window: its input pixels lie in rows y to yEnd and columns x to xEnd. */
  @FunctionalInterface
  private interface Visit {
    void window(int out, int image, int y, int yEnd, int x, int xEnd, Row row);
  }

  /** One worker's numbers per channel. */
  private static final class Row {
    private final double[] values;
    private final int[] places;

    Row(int channels) {
      values = new double[channels];
      places = new int[channels];
    }
  }

  @Override
  public void maxPool(OffHeapTensor x, Window w, OffHeapTensor out) {
    forEachWindow(
        out,
        w,
        (at, image, y, yEnd, left, right, row) -> {
          maxima(x.doubles(), w, image, y, yEnd, left, right, row);
          out.doubles().put(at, row.values);
        });
  }

  @Override
  public void maxPoolBackward(
      OffHeapTensor x, OffHeapTensor out, OffHeapTensor error, Window w, OffHeapTensor inputError) {
    inputError.put(new double[inputError.length()]);
    DoubleBuffer to = inputError.doubles();
    forEachWindow(
        error,
        w,
        (at, image, y, yEnd, left, right, row) -> {
          maxima(x.doubles(), w, image, y, yEnd, left, right, row);
          for (int c = 0; c < row.places.length; c++) {
            int place = row.places[c];
            to.put(place, to.get(place) + error.doubles().get(at + c));
          }
        });
  }

  // Largest values of a window and the first places that hold them.
  private static void maxima(
      DoubleBuffer x, Window w, int image, int y, int yEnd, int left, int right, Row row) {
    int channels = row.values.length;
    Arrays.fill(row.values, Double.NEGATIVE_INFINITY);
    for (int i = y; i < yEnd; i++) {
      for (int j = left; j < right; j++) {
        int from = ((image * w.height() + i) * w.width() + j) * channels;
        boolean first = i == y && j == left;
        for (int c = 0; c < channels; c++) {
          double value = x.get(from + c);
          if (first || value > row.values[c]) {
            row.values[c] = value;
            row.places[c] = from + c;
          }
        }
      }
    }
  }

  @Override
  public void averagePool(OffHeapTensor x, Window w, OffHeapTensor out) {
    double size = w.kernelHeight() * w.kernelWidth();
    forEachWindow(
        out,
        w,
        (at, image, y, yEnd, left, right, row) -> {
          int channels = row.values.length;
          Arrays.fill(row.values, 0);
          for (int i = y; i < yEnd; i++) {
            for (int j = left; j < right; j++) {
              int from = ((image * w.height() + i) * w.width() + j) * channels;
              for (int c = 0; c < channels; c++) {
                row.values[c] += x.doubles().get(from + c);
              }
            }
          }
          for (int c = 0; c < channels; c++) {
            out.doubles().put(at + c, row.values[c] / size);
          }
        });
  }

  @Override
  public void averagePoolBackward(OffHeapTensor error, Window w, OffHeapTensor inputError) {
    double size = w.kernelHeight() * w.kernelWidth();
    inputError.put(new double[inputError.length()]);
    DoubleBuffer to = inputError.doubles();
    forEachWindow(
        error,
        w,
        (at, image, y, yEnd, left, right, row) -> {
          int channels = row.values.length;
          for (int i = y; i < yEnd; i++) {
            for (int j = left; j < right; j++) {
              int target = ((image * w.height() + i) * w.width() + j) * channels;
              for (int c = 0; c < channels; c++) {
                to.put(target + c, to.get(target + c) + error.doubles().get(at + c) / size);
              }
            }
          }
        });
  }

  private void forEachWindow(OffHeapTensor out, Window w, Visit visit) {
    int channels = out.dimension(3);
    workers.split(
        out.dimension(0),
        1,
        1,
        (part, fromImage, toImage) -> {
          Row row = new Row(channels);
          int at = fromImage * w.outHeight() * w.outWidth() * channels;
          for (int image = fromImage; image < toImage; image++) {
            for (int oy = 0; oy < w.outHeight(); oy++) {
              int y = oy * w.stride() - w.top();
              for (int ox = 0; ox < w.outWidth(); ox++) {
                int x = ox * w.stride() - w.left();
                visit.window(
                    at,
                    image,
                    Math.max(0, y),
                    Math.min(w.height(), y + w.kernelHeight()),
                    Math.max(0, x),
                    Math.min(w.width(), x + w.kernelWidth()),
                    row);
                at += channels;
              }
            }
          }
        });
  }
}
