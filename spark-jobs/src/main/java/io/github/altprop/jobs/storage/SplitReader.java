package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads row groups of one split, by their number in the split, through caches. Safe for use by
 * several threads, one of which reads at a time.
 */
public final class SplitReader implements Closeable {
  private static final int OPEN_FILES = 8;

  private final Location root;
  private final ImageColumn images;
  private final int classes;
  private final SplitManifest split;
  private final RowGroupCache cache;
  private final LocalPages kept;
  private final List<Place> places = new ArrayList<>();
  private final Map<ShardFile, ShardReader> open = new LinkedHashMap<>(16, 0.75f, true);

  /** A row group of a shard. */
  private record Place(ShardFile file, int group) {}

  SplitReader(ShardedDataset dataset, Split split, RowGroupCache cache, LocalPages kept) {
    this.root = dataset.root();
    this.images = new ImageColumn(dataset.manifest().image(), dataset.manifest().encoding());
    this.classes = dataset.manifest().classes().size();
    this.split = dataset.manifest().split(split);
    this.cache = cache;
    this.kept = kept;
    for (ShardFile file : this.split.files()) {
      for (int group = 0; group < file.rowGroups().size(); group++) {
        places.add(new Place(file, group));
      }
    }
  }

  /** What the manifest says of the split. */
  public SplitManifest manifest() {
    return split;
  }

  /** Size of every image. */
  public ImageShape image() {
    return images.image();
  }

  /** A row group, by its number in the split. */
  RowGroup rowGroup(int number) {
    Place place = places.get(number);
    int rows = place.file().rowGroups().get(place.group()).rows();
    long size = (long) rows * (images.image().values() + Long.BYTES + Integer.BYTES);
    RowGroupCache.Key key = new RowGroupCache.Key(place.file().sha256(), place.group());
    return cache.get(key, size, () -> read(key, place));
  }

  private RowGroup read(RowGroupCache.Key key, Place place) {
    RowGroupEntry entry = place.file().rowGroups().get(place.group());
    Pages pages =
        kept.get(key)
            .filter(found -> found.checksum() == entry.crc32c())
            .orElseGet(() -> fetch(key, place));
    String where = root.child(place.file().path()) + ": row group " + place.group();
    return pages.decode(entry, images, classes, where);
  }

  private synchronized Pages fetch(RowGroupCache.Key key, Place place) {
    ShardReader reader = open.get(place.file());
    if (reader == null) {
      reader = ShardReader.open(root, place.file(), images);
      open.put(place.file(), reader);
      closeAllBut(OPEN_FILES);
    }
    try {
      Pages pages = reader.read(place.group());
      kept.put(key, pages);
      return pages;
    } catch (RuntimeException e) {
      open.remove(place.file()); // its stream may be broken
      close(reader);
      throw e;
    }
  }

  private void closeAllBut(int kept) {
    Iterator<ShardReader> oldest = open.values().iterator();
    while (open.size() > kept) {
      ShardReader reader = oldest.next();
      oldest.remove();
      close(reader);
    }
  }

  private void close(ShardReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw BadInputException.unreadable(root.toString(), e);
    }
  }

  @Override
  public synchronized void close() {
    closeAllBut(0);
  }
}
