package io.github.altprop.preprocessing.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Sums of squares by channel. Four bytes are read as an int and squared apart, each into an array
 * of its own that stays in the cache, which HotSpot makes vector code of; blocks hold whole ints
 * and whole pixels, so that a place in one always belongs to the same channel.
 */
final class SquareSums {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int INTS_PER_CHANNEL = 64;

  /** Of bytes' squares, an int holds the sum of twice as many. */
  private static final int MOST_BLOCKS = 1 << 14;

  private final int[][] places;
  private final long[] channels;

  private SquareSums(int channels) {
    this.places = new int[Integer.BYTES][INTS_PER_CHANNEL * channels];
    this.channels = new long[channels];
  }

  /** Sums of the squares of so many bytes from an offset on, by channel. */
  static long[] of(byte[] pixels, int offset, int count, int channels) {
    SquareSums sums = new SquareSums(channels);
    int block = sums.places[0].length * Integer.BYTES;
    int blocks = count / block;
    for (int i = 0; i < blocks; i++) {
      sums.add(pixels, offset + i * block);
      if (i % MOST_BLOCKS == MOST_BLOCKS - 1) {
        sums.fold();
      }
    }
    sums.fold();
    for (int i = blocks * block; i < count; i++) {
      int value = pixels[offset + i] & 0xff;
      sums.channels[i % channels] += (long) value * value;
    }
    return sums.channels;
  }

  private void add(byte[] pixels, int offset) {
    int[] first = places[0];
    int[] second = places[1];
    int[] third = places[2];
    int[] fourth = places[3];
    for (int i = 0; i < first.length; i++) {
      int bytes = (int) INTS.get(pixels, offset + i * Integer.BYTES);
      int a = bytes & 0xff;
      int b = bytes >>> 8 & 0xff;
      int c = bytes >>> 16 & 0xff;
      int d = bytes >>> 24;
      first[i] += a * a;
      second[i] += b * b;
      third[i] += c * c;
      fourth[i] += d * d;
    }
  }

  private void fold() {
    for (int place = 0; place < places.length; place++) {
      for (int i = 0; i < places[place].length; i++) {
        channels[(i * Integer.BYTES + place) % channels.length] += places[place][i];
        places[place][i] = 0;
      }
    }
  }
}
