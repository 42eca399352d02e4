package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Sums of a few images by position. A long has four lanes of 16 bits, and a lane room for 257 bytes
 * of 255: eight positions are added in two operations, and HotSpot makes vector code of them.
 */
final class LaneSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_IMAGES = 257;
  private static final int LANES = 4;
  private static final long EVEN = 0x00ff00ff00ff00ffL;

  private final long[] even;
  private final long[] odd;
  private final int[] rest;
  private int images;

  LaneSums(int positions) {
    this.even = new long[positions / Long.BYTES];
    this.odd = new long[positions / Long.BYTES];
    this.rest = new int[positions % Long.BYTES];
  }

  boolean isFull() {
    return images == MOST_IMAGES;
  }

  /** Adds the image that starts at an offset; not if full. */
  void add(byte[] pixels, int offset) {
    for (int i = 0; i < even.length; i++) {
      long bytes = (long) LONGS.get(pixels, offset + i * Long.BYTES);
      even[i] += bytes & EVEN;
      odd[i] += bytes >>> Byte.SIZE & EVEN;
    }
    for (int i = 0; i < rest.length; i++) {
      rest[i] += pixels[offset + even.length * Long.BYTES + i] & 0xff;
    }
    images++;
  }

  /** Adds the sums to others, and begins anew. */
  void moveTo(long[] sums) {
    for (int i = 0; i < even.length; i++) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[i * Long.BYTES + 2 * lane] += even[i] >>> (lane * Short.SIZE) & 0xffff;
        sums[i * Long.BYTES + 2 * lane + 1] += odd[i] >>> (lane * Short.SIZE) & 0xffff;
      }
      even[i] = 0;
      odd[i] = 0;
    }
    for (int i = 0; i < rest.length; i++) {
      sums[even.length * Long.BYTES + i] += rest[i];
      rest[i] = 0;
    }
    images = 0;
  }
}
