package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.ImageDecoder;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.Reason;
import io.github.altprop.preprocessing.image.UnusableImageException;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;

/** Some image files that are decoded to images of one size; those that cannot be are rejected. */
record ImageChunk(
    String root,
    Split split,
    long firstIndex,
    List<ImageEntry> entries,
    Geometry geometry,
    Orientation orientation)
    implements Chunk {
  private static final long LONGEST_FILE = 256L << 20;

  @Override
  public int count() {
    return entries.size();
  }

  @Override
  public int[] labels(FileAccess files) {
    return entries.stream().mapToInt(ImageEntry::label).toArray();
  }

  @Override
  public Examples examples(FileAccess files, LongPredicate wanted) {
    ImageDecoder decoder = new ImageDecoder(orientation);
    EntryReader reader = new EntryReader(files, root);
    return new ChunkExamples(this, wanted, reader) {
      @Override
      Reading read(int ordinal) {
        ImageEntry entry = entries.get(ordinal);
        long index = firstIndex + ordinal;
        if (entry.length() > LONGEST_FILE) {
          String cause = "a file of " + entry.length() + " bytes; at most " + LONGEST_FILE;
          return new Rejection(index, entry.name(), label(Reason.TOO_LARGE), cause, new byte[0]);
        }
        byte[] file = reader.read(entry);
        try {
          byte[] pixels = decoder.decode(file, geometry);
          return new Example(index, entry.label(), pixels);
        } catch (UnusableImageException e) {
          return new Rejection(index, entry.name(), label(e.reason()), e.getMessage(), file);
        }
      }

      @Override
      void skip(int ordinal) {
        // Each image is read on its own.
      }
    };
  }

  private static String label(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
