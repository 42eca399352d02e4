package io.github.altprop.preprocessing.image;

/**
 * Bilinear interpolation without antialiasing, pixel centres at half-integers: output pixel i looks
 * at input position offset + (i + 1/2) step - 1/2, between the two nearest pixels, and beyond the
 * border at the border. Source: TensorFlow 2, {@code tf.image.resize}, half-pixel centres.
 */
final class Bilinear {
  private static final int CHANNELS = RgbImage.CHANNELS;

  private Bilinear() {}

  /** Which two pixels along one direction, and the weight of the second. */
  @SuppressWarnings("ArrayRecordComponent") // scratch, never compared
  private record Taps(int[] first, int[] second, float[] weight) {
    static Taps of(int outputs, int inputs, double step, double offset, int stride) {
      int[] first = new int[outputs];
      int[] second = new int[outputs];
      float[] weight = new float[outputs];
      for (int i = 0; i < outputs; i++) {
        double position = offset + (i + 0.5) * step - 0.5;
        int below = (int) Math.floor(position);
        weight[i] = (float) (position - below);
        first[i] = Math.max(0, Math.min(inputs - 1, below)) * stride;
        second[i] = Math.max(0, Math.min(inputs - 1, below + 1)) * stride;
      }
      return new Taps(first, second, weight);
    }
  }

  static byte[] sample(
      RgbImage image,
      int height,
      int width,
      double stepDown,
      double stepRight,
      double top,
      double left) {
    int rowBytes = image.width() * CHANNELS;
    Taps rows = Taps.of(height, image.height(), stepDown, top, rowBytes);
    Taps columns = Taps.of(width, image.width(), stepRight, left, CHANNELS);
    byte[] in = image.pixels();
    byte[] out = new byte[height * width * CHANNELS];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int upper = rows.first[y];
      int lower = rows.second[y];
      float down = rows.weight[y];
      for (int x = 0; x < width; x++) {
        int left0 = columns.first[x];
        int right0 = columns.second[x];
        float right = columns.weight[x];
        for (int channel = 0; channel < CHANNELS; channel++) {
          float topLeft = in[upper + left0 + channel] & 0xff;
          float topRight = in[upper + right0 + channel] & 0xff;
          float bottomLeft = in[lower + left0 + channel] & 0xff;
          float bottomRight = in[lower + right0 + channel] & 0xff;
          float above = topLeft + (topRight - topLeft) * right;
          float below = bottomLeft + (bottomRight - bottomLeft) * right;
          out[at++] = (byte) (int) (above + (below - above) * down + 0.5f);
        }
      }
    }
    return out;
  }
}
