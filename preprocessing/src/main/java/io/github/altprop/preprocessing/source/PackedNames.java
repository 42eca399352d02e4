package io.github.altprop.preprocessing.source;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Many file names in two arrays: four bytes a name besides its letters, where a string takes fifty.
 */
final class PackedNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] letters;
  private final int[] ends;

  private PackedNames(byte[] letters, int[] ends) {
    this.letters = letters;
    this.ends = ends;
  }

  static PackedNames of(List<String> names) {
    ByteArrayOutputStream letters = new ByteArrayOutputStream();
    int[] ends = new int[names.size()];
    for (int i = 0; i < ends.length; i++) {
      letters.writeBytes(names.get(i).getBytes(StandardCharsets.UTF_8));
      ends[i] = letters.size();
    }
    return new PackedNames(letters.toByteArray(), ends);
  }

  int size() {
    return ends.length;
  }

  String get(int i) {
    int start = i == 0 ? 0 : ends[i - 1];
    return new String(letters, start, ends[i] - start, StandardCharsets.UTF_8);
  }
}
