package io.github.altprop.preprocessing.input;

import io.github.altprop.preprocessing.ImageShape;
import java.util.Arrays;

/**
 * Maps each stored byte on its own: {@code table[channel][byte] - offset[position]}. A byte has 256
 * values, so normalising is a look-up.
 */
final class PixelMap {
  private static final int BYTES = 256;
  private static final double WHITE = 255;

  private final float[][] tables;
  private final float[] offsets;
  private final float[] padding;

  private PixelMap(float[][] tables, float[] offsets, float[] padding) {
    this.tables = tables;
    this.offsets = offsets;
    this.padding = padding;
  }

  /** (x / 255 - mean) / std by channel; what lies outside the image is black. */
  static PixelMap channels(double[] mean, double[] std) {
    float[][] tables = new float[mean.length][BYTES];
    float[] padding = new float[mean.length];
    for (int channel = 0; channel < mean.length; channel++) {
      for (int value = 0; value < BYTES; value++) {
        tables[channel][value] = (float) ((value / WHITE - mean[channel]) / std[channel]);
      }
      padding[channel] = tables[channel][0];
    }
    return new PixelMap(tables, new float[0], padding);
  }

  /** x / 255; what lies outside the image is black. */
  static PixelMap unit(ImageShape shape) {
    double[] std = new double[shape.channels()];
    Arrays.fill(std, 1);
    return channels(new double[shape.channels()], std);
  }

  /** 2 x / 255 - 1; what lies outside the image is black. */
  static PixelMap symmetric(ImageShape shape) {
    double[] half = new double[shape.channels()];
    Arrays.fill(half, 0.5);
    return channels(half, half);
  }

  /**
   * x / 255 less the mean image; what lies outside is 0, the mean. Source: Kao and Chen 2021, code;
   * experiments, section 3.2.
   */
  static PixelMap meanImage(float[] mean, ImageShape shape) {
    return new PixelMap(unit(shape).tables, mean.clone(), new float[shape.channels()]);
  }

  /** Maps a whole image. */
  void image(byte[] pixels, int from, float[] into, int at, int values) {
    table(pixels, from, into, at, values);
    for (int i = 0; i < offsets.length; i++) {
      into[at + i] -= offsets[i];
    }
  }

  /**
   * Maps some pixels of a row.
   *
   * @param source position in the image of what pixel 0 of the row is made of
   * @param row where pixel 0 is written
   * @param first pixel of the row to write
   * @param last pixel after those
   */
  void pixels(byte[] pixels, int from, int source, float[] into, int row, int first, int last) {
    int values = (last - first) * tables.length;
    int position = source + first * tables.length;
    int at = row + first * tables.length;
    table(pixels, from + position, into, at, values);
    if (offsets.length > 0) {
      for (int i = 0; i < values; i++) {
        into[at + i] -= offsets[position + i];
      }
    }
  }

  /** Writes some pixels of a row that lie outside the image. */
  void outside(float[] into, int row, int first, int last) {
    for (int x = first; x < last; x++) {
      System.arraycopy(padding, 0, into, row + x * padding.length, padding.length);
    }
  }

  private void table(byte[] pixels, int from, float[] into, int at, int values) {
    if (tables.length == 3) {
      color(pixels, from, into, at, values);
    } else {
      for (int i = 0; i < values; i += tables.length) {
        channels(pixels, from + i, into, at + i);
      }
    }
  }

  private void channels(byte[] pixels, int from, float[] into, int at) {
    for (int channel = 0; channel < tables.length; channel++) {
      into[at + channel] = tables[channel][pixels[from + channel] & 0xff];
    }
  }

  private void color(byte[] pixels, int from, float[] into, int at, int values) {
    float[] red = tables[0];
    float[] green = tables[1];
    float[] blue = tables[2];
    for (int i = 0; i < values; i += 3) {
      into[at + i] = red[pixels[from + i] & 0xff];
      into[at + i + 1] = green[pixels[from + i + 1] & 0xff];
      into[at + i + 2] = blue[pixels[from + i + 2] & 0xff];
    }
  }
}
