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
      for (int x = 0; x < width; x++, at += CHANNELS) {
        int left0 = columns.first[x];
        int right0 = columns.second[x];
        float right = columns.weight[x];
        int a = upper + left0;
        int b = upper + right0;
        int c = lower + left0;
        int d = lower + right0;
        out[at] = mixed(in[a], in[b], in[c], in[d], right, down);
        out[at + 1] = mixed(in[a + 1], in[b + 1], in[c + 1], in[d + 1], right, down);
        out[at + 2] = mixed(in[a + 2], in[b + 2], in[c + 2], in[d + 2], right, down);
      }
    }
    return out;
  }

  private static byte mixed(
      byte topLeft, byte topRight, byte bottomLeft, byte bottomRight, float right, float down) {
    float above = (topLeft & 0xff) + ((topRight & 0xff) - (topLeft & 0xff)) * right;
    float below = (bottomLeft & 0xff) + ((bottomRight & 0xff) - (bottomLeft & 0xff)) * right;
    return (byte) (int) (above + (below - above) * down + 0.5f);
  }
}
