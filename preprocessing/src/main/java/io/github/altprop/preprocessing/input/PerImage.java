package io.github.altprop.preprocessing.input;

import io.github.altprop.preprocessing.ImageShape;

/** Operations that look at an image as a whole. */
final class PerImage {
  private PerImage() {}

  /**
   * (x - mean) / max(std, 1 / sqrt(n)) over all n values of an image. Source: experiments, section
   * 3.2.
   */
  static void standardise(float[] image, int at, int values) {
    double sum = 0;
    for (int i = at; i < at + values; i++) {
      sum += image[i];
    }
    double mean = sum / values;
    double squares = 0;
    for (int i = at; i < at + values; i++) {
      double deviation = image[i] - mean;
      squares += deviation * deviation;
    }
    double std = Math.max(Math.sqrt(squares / values), 1 / Math.sqrt(values));
    float scale = (float) (1 / std);
    float shift = (float) (-mean / std);
    for (int i = at; i < at + values; i++) {
      image[i] = image[i] * scale + shift;
    }
  }

  /** (x - mean) f + mean for each channel with its own mean. Source: experiments, section 3.2. */
  static void contrast(float[] image, int at, ImageShape shape, float factor) {
    int channels = shape.channels();
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int i = channel; i < shape.values(); i += channels) {
        sum += image[at + i];
      }
      float mean = (float) (sum / (shape.height() * (double) shape.width()));
      for (int i = channel; i < shape.values(); i += channels) {
        image[at + i] = (image[at + i] - mean) * factor + mean;
      }
    }
  }
}
