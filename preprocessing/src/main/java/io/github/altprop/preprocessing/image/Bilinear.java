package io.github.altprop.preprocessing.image;

/**
 * Bilinear interpolation without antialiasing, pixel centres at half-integers: output pixel i looks
 * at input position offset + (i + 1/2) step - 1/2, between the two nearest pixels, and beyond the
 * border at the border. Source: TensorFlow 2, {@code tf.image.resize}, half-pixel centres. Differs:
 * weights are multiples of 1/2048, which moves no pixel by more than a grey level.
 *
 * <p>The pixels that a row of the output needs are picked first, and the arithmetic is in loops
 * over whole arrays of ints, which HotSpot turns into vector code.
 */
final class Bilinear {
  private static final int CHANNELS = RgbImage.CHANNELS;

  /** Bits of a weight: a byte times two weights still fits an int. */
  private static final int BITS = 11;

  private static final int ONE = 1 << BITS;
  private static final int HALF = 1 << (2 * BITS - 1);

  private final DecodedImage image;
  private final Taps columns;
  private final int[] input;
  private final int[] lefts;
  private final int[] rights;
  private final int[] mixed;
  private Channels upper;
  private Channels lower;
  private int upperRow = -1;
  private int lowerRow = -1;

  private Bilinear(DecodedImage image, Taps columns) {
    int width = columns.first.length;
    this.image = image;
    this.columns = columns;
    this.input = new int[image.width()];
    this.lefts = new int[width];
    this.rights = new int[width];
    this.mixed = new int[width];
    this.upper = Channels.of(width);
    this.lower = Channels.of(width);
  }

  /** Which two pixels along one direction, and the weight of the second. */
  @SuppressWarnings("ArrayRecordComponent") // scratch, never compared
  private record Taps(int[] first, int[] second, int[] weight) {
    static Taps of(int outputs, int inputs, double step, double offset) {
      int[] first = new int[outputs];
      int[] second = new int[outputs];
      int[] weight = new int[outputs];
      for (int i = 0; i < outputs; i++) {
        double position = offset + (i + 0.5) * step - 0.5;
        int below = (int) Math.floor(position);
        weight[i] = (int) Math.round((position - below) * ONE);
        first[i] = Math.max(0, Math.min(inputs - 1, below));
        second[i] = Math.max(0, Math.min(inputs - 1, below + 1));
      }
      return new Taps(first, second, weight);
    }
  }

  /** A row, a channel in an array: HotSpot vectorises no loop that strides. */
  @SuppressWarnings("ArrayRecordComponent") // scratch, never compared
  private record Channels(int[] red, int[] green, int[] blue) {
    static Channels of(int width) {
      return new Channels(new int[width], new int[width], new int[width]);
    }
  }

  static byte[] sample(
      DecodedImage image,
      int height,
      int width,
      double stepDown,
      double stepRight,
      double top,
      double left) {
    Taps rows = Taps.of(height, image.height(), stepDown, top);
    Bilinear bilinear = new Bilinear(image, Taps.of(width, image.width(), stepRight, left));
    byte[] out = new byte[height * width * CHANNELS];
    for (int y = 0; y < height; y++) {
      bilinear.read(rows.first[y], rows.second[y]);
      bilinear.mixRows(rows.weight[y], out, y * width * CHANNELS);
    }
    return out;
  }

  /** Where the output is larger, or hardly smaller, an input row serves again. */
  private void read(int first, int second) {
    if (first == lowerRow) {
      Channels row = upper;
      upper = lower;
      lower = row;
      lowerRow = upperRow;
      upperRow = first;
    }
    if (first != upperRow) {
      readRow(first, upper);
      upperRow = first;
    }
    if (second != lowerRow) {
      readRow(second, lower);
      lowerRow = second;
    }
  }

  private void readRow(int number, Channels row) {
    image.readRow(number, input);
    pick(columns.first, lefts);
    pick(columns.second, rights);
    mixPairs(24, row.red);
    mixPairs(16, row.green);
    mixPairs(8, row.blue);
  }

  private void pick(int[] which, int[] to) {
    int[] from = input;
    for (int x = 0; x < to.length; x++) {
      to[x] = from[which[x]];
    }
  }

  private void mixPairs(int shift, int[] to) {
    int[] left = lefts;
    int[] right = rights;
    int[] weight = columns.weight;
    for (int x = 0; x < to.length; x++) {
      int a = left[x] >>> shift & 0xff;
      int b = right[x] >>> shift & 0xff;
      to[x] = a * (ONE - weight[x]) + b * weight[x];
    }
  }

  private void mixRows(int weight, byte[] out, int start) {
    mixRows(upper.red, lower.red, weight, 24);
    mixRows(upper.green, lower.green, weight, 16);
    mixRows(upper.blue, lower.blue, weight, 8);
    PixelWords.toBytes(mixed, mixed.length, out, start);
  }

  private void mixRows(int[] above, int[] below, int weight, int shift) {
    int[] words = mixed;
    int rest = ONE - weight;
    int others = ~(0xff << shift);
    for (int x = 0; x < words.length; x++) {
      int value = (above[x] * rest + below[x] * weight + HALF) >>> (2 * BITS);
      words[x] = (words[x] & others) | (value << shift);
    }
  }
}
