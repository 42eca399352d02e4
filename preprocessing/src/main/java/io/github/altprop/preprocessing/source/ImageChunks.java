package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Divides image files into chunks of about the same number of bytes, whatever their classes. Files
 * are numbered in the order of their names, so that an archive gives what the folder gives.
 */
final class ImageChunks {
  private static final long CHUNK_BYTES = 8L << 20;

  private ImageChunks() {}

  static List<Chunk> of(
      String root,
      Split split,
      List<ImageEntry> unsorted,
      Geometry geometry,
      Orientation orientation) {
    List<ImageEntry> entries =
        unsorted.stream().sorted(Comparator.comparing(ImageEntry::name)).toList();
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).name().equals(entries.get(i - 1).name())) {
        throw new BadInputException(root + ": " + entries.get(i).name() + " is there twice");
      }
    }
    List<Chunk> chunks = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      bytes += entries.get(i).length();
      if (bytes >= CHUNK_BYTES || i + 1 == entries.size()) {
        List<ImageEntry> part = new ArrayList<>(entries.subList(from, i + 1));
        chunks.add(new ImageChunk(root, split, from, part, geometry, orientation));
        from = i + 1;
        bytes = 0;
      }
    }
    return chunks;
  }
}
