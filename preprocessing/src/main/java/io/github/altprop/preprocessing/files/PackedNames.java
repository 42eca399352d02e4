package io.github.altprop.preprocessing.files;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Many file names in two arrays, without the beginning and the end that all of them share: some ten
 * bytes a name, where a string takes fifty and its letters.
 */
public final class PackedNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] start;
  private final byte[] end;
  private final byte[] between;

  /** Where what lies between start and end of each name ends. */
  private final int[] limits;

  private PackedNames(byte[] start, byte[] end, byte[] between, int[] limits) {
    this.start = start;
    this.end = end;
    this.between = between;
    this.limits = limits;
  }

  /** The names, in their order. */
  public static PackedNames of(List<String> names) {
    List<byte[]> encoded =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
    byte[] first = encoded.isEmpty() ? new byte[0] : encoded.get(0);
    int start = first.length;
    for (byte[] name : encoded) {
      int differs = Arrays.mismatch(first, 0, start, name, 0, name.length);
      start = differs < 0 ? start : differs;
    }
    int end = first.length - start;
    for (byte[] name : encoded) {
      end = sharedEnd(first, name, Math.min(end, name.length - start));
    }
    ByteArrayOutputStream between = new ByteArrayOutputStream();
    int[] limits = new int[names.size()];
    for (int i = 0; i < limits.length; i++) {
      byte[] name = encoded.get(i);
      between.write(name, start, name.length - start - end);
      limits[i] = between.size();
    }
    return new PackedNames(
        Arrays.copyOf(first, start),
        Arrays.copyOfRange(first, first.length - end, first.length),
        between.toByteArray(),
        limits);
  }

  private static int sharedEnd(byte[] one, byte[] other, int most) {
    int shared = 0;
    while (shared < most && one[one.length - 1 - shared] == other[other.length - 1 - shared]) {
      shared++;
    }
    return shared;
  }

  /** How many names there are. */
  public int size() {
    return limits.length;
  }

  /** The i-th name, counted from 0. */
  public String get(int i) {
    int from = i == 0 ? 0 : limits[i - 1];
    int length = limits[i] - from;
    byte[] name = Arrays.copyOf(start, start.length + length + end.length);
    System.arraycopy(between, from, name, start.length, length);
    System.arraycopy(end, 0, name, start.length + length, end.length);
    return new String(name, StandardCharsets.UTF_8);
  }
}
