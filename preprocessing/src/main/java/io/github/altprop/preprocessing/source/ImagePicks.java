package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Some image files in the order in which they are to be read, which can be done in any process. The
 * list is made when it is sent, compressed to ten to sixteen bytes a file: before, these are
 * numbers in the list of all files, of which there may be millions.
 */
public final class ImagePicks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Geometry geometry;
  private final Orientation orientation;
  private final int count;

  /** Empty until this is sent. */
  private final byte[] packed;

  private final transient Listed listed;

  private ImagePicks(
      String root,
      Geometry geometry,
      Orientation orientation,
      int count,
      byte[] packed,
      Listed listed) {
    this.root = root;
    this.geometry = geometry;
    this.orientation = orientation;
    this.count = count;
    this.packed = packed;
    this.listed = listed;
  }

  /** Numbers in the list of all files. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Listed(IntFunction<ImageEntry> entries, int[] indices, int[] labels) {}

  /** A file and the index that it is known by. */
  record Pick(long index, ImageEntry entry) {}

  static ImagePicks of(
      String root,
      IntFunction<ImageEntry> entries,
      int[] indices,
      int[] labels,
      Geometry geometry,
      Orientation orientation) {
    return new ImagePicks(
        root,
        geometry,
        orientation,
        indices.length,
        new byte[0],
        new Listed(entries, indices, labels));
  }

  private Object writeReplace() {
    return listed == null
        ? this
        : new ImagePicks(root, geometry, orientation, count, packed(listed), null);
  }

  private static byte[] packed(Listed listed) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed, fast))) {
      for (int i = 0; i < listed.indices.length; i++) {
        ImageEntry entry = listed.entries.apply(listed.indices[i]);
        out.writeInt(listed.indices[i]);
        out.writeInt(listed.labels[i]);
        out.writeUTF(entry.archive());
        out.writeUTF(entry.name());
        out.writeLong(entry.offset());
        out.writeLong(entry.length());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a name of 64 kB
    } finally {
      fast.end();
    }
    return packed.toByteArray();
  }

  /** The images in their order. Files are read some way ahead of what is asked for. */
  public Examples<Reading> examples(FileAccess files) {
    return new PickedExamples(
        new FilesAhead(new EntryReader(files, root), unpacked()), geometry, orientation);
  }

  private Iterator<Pick> unpacked() {
    byte[] list = listed == null ? packed : packed(listed);
    DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(list)));
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Pick next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        next++;
        try {
          int index = in.readInt();
          int label = in.readInt();
          String archive = in.readUTF();
          String name = in.readUTF();
          return new Pick(
              index, new ImageEntry(archive, name, in.readLong(), in.readLong(), label));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
