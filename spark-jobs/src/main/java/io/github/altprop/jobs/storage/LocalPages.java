package io.github.altprop.jobs.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Row groups from a remote store, kept on the local disk so that later epochs need not fetch them
 * again. They lie in one file without a name, which goes with the process, however that ends.
 *
 * <p>What was kept first stays, and when the room is used up nothing more is kept: epochs go
 * through a data set in turns, and keeping the latest would have let each row group go just before
 * it is wanted again. A disk that fails is not used any more; the store still has everything.
 */
public final class LocalPages {
  private static final double SHARE_OF_FREE_SPACE = 0.5;
  private static final long MOST = 64L << 30;

  private final long capacity;
  private final Map<RowGroupCache.Key, Place> places = new ConcurrentHashMap<>();
  // Not a channel: interrupting one reader would close that for all.
  private RandomAccessFile file;
  private long used;
  private boolean broken;

  /** Where the three pages of a row group lie, one after the other. */
  private record Place(long offset, int index, int label, int image) {}

  /**
   * @param capacity most bytes to keep
   */
  LocalPages(long capacity) {
    this.capacity = capacity;
  }

  /** Keeps nothing. */
  static LocalPages none() {
    return new LocalPages(0);
  }

  /** What this process keeps: up to 64 GiB, or half of what is free in Java's temporary folder. */
  static LocalPages ofProcess() {
    return Holder.PAGES;
  }

  private static final class Holder {
    static final LocalPages PAGES = new LocalPages(Math.min(MOST, room()));

    private static long room() {
      try {
        long free = Files.getFileStore(folder()).getUsableSpace();
        return (long) (free * SHARE_OF_FREE_SPACE);
      } catch (IOException e) {
        return 0;
      }
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** The pages of a row group, if they are kept. */
  Optional<Pages> get(RowGroupCache.Key key) {
    Place place = places.get(key);
    if (place == null) {
      return Optional.empty();
    }
    return read(key, place);
  }

  private synchronized Optional<Pages> read(RowGroupCache.Key key, Place place) {
    byte[] index = new byte[place.index()];
    byte[] label = new byte[place.label()];
    byte[] image = new byte[place.image()];
    try {
      file.seek(place.offset());
      file.readFully(index);
      file.readFully(label);
      file.readFully(image);
      return Optional.of(new Pages(index, label, image));
    } catch (IOException e) {
      places.remove(key);
      return Optional.empty();
    }
  }

  /** Keeps the pages of a row group if there is room. */
  synchronized void put(RowGroupCache.Key key, Pages pages) {
    if (broken || used + pages.size() > capacity || places.containsKey(key)) {
      return;
    }
    try {
      if (file == null) {
        file = nameless();
      }
      Place place =
          new Place(used, pages.index().length, pages.label().length, pages.image().length);
      file.seek(used);
      file.write(pages.index());
      file.write(pages.label());
      file.write(pages.image());
      used += pages.size();
      places.put(key, place);
    } catch (IOException e) {
      broken = true;
    }
  }

  private static RandomAccessFile nameless() throws IOException {
    Path path = Files.createTempFile(folder(), "altprop-pages", null);
    try {
      return new RandomAccessFile(path.toFile(), "rw");
    } finally {
      Files.delete(path);
    }
  }
}
