package io.github.altprop.preprocessing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.RandomFile;
import io.github.altprop.preprocessing.source.FilesAhead.Contents;
import io.github.altprop.preprocessing.source.ImagePicks.Pick;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FilesAheadTest {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  void givesFilesInTheirOrder() {
    Store store = new Store(1);

    try (FilesAhead files = ahead(store, 100, 10)) {
      List<Long> order = new ArrayList<>();
      while (files.hasNext()) {
        Contents contents = files.next();
        assertThat(contents.bytes()).containsOnly((byte) contents.pick().index());
        order.add(contents.pick().index());
      }
      assertThat(order).isEqualTo(IntStream.range(0, 100).asLongStream().boxed().toList());
    }
  }

  /** No read ends before all have begun. */
  @Test
  void readsDozensAtOnce() {
    try (FilesAhead files = ahead(new Store(FilesAhead.MOST_FILES), FilesAhead.MOST_FILES, 10)) {
      assertThat(files.next().bytes()).hasSize(10);
    }
  }

  @Test
  void holdsAFewMebibytesAtMost() {
    Store store = new Store(1);

    try (FilesAhead files = ahead(store, 100, MEBIBYTE)) {
      for (int i = 0; i < 50; i++) {
        files.next();
        assertThat(store.begun.get()).isLessThanOrEqualTo(i + 9);
      }
    }
  }

  @Test
  void readsEachFileThatAloneIsLongerThanThat() {
    try (FilesAhead files = ahead(new Store(1), 3, 10 * MEBIBYTE)) {
      for (int i = 0; i < 3; i++) {
        assertThat(files.next().bytes()).hasSize(10 * MEBIBYTE);
      }
      assertThat(files.hasNext()).isFalse();
    }
  }

  @Test
  void doesNotReadWhatIsTooLongToBeAnImage() {
    Store store = new Store(1);
    ImageEntry long_ = new ImageEntry("", "long", 0, ImageEntry.LONGEST + 1, 0);

    try (FilesAhead files =
        new FilesAhead(new EntryReader(store, "r"), List.of(new Pick(0, long_)).iterator())) {
      assertThat(files.next().bytes()).isEmpty();
    }
    assertThat(store.begun).hasValue(0);
  }

  @Test
  void reportsWhatCannotBeReadWhenItsTurnComes() {
    Store store = new Store(1);
    List<Pick> picks =
        List.of(
            new Pick(0, ImageEntry.file("0", 5, 0)), new Pick(1, ImageEntry.file("gone", 5, 0)));

    try (FilesAhead files = new FilesAhead(new EntryReader(store, "r"), picks.iterator())) {
      assertThat(files.next().bytes()).hasSize(5);
      assertThatThrownBy(files::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("r/gone");
    }
  }

  @Test
  void opensAnArchiveOnceForImagesThatAreReadOneAfterTheOther() {
    Store store = new Store(1);
    EntryReader reader = new EntryReader(store, "r");

    for (int i = 0; i < 20; i++) {
      assertThat(reader.read(new ImageEntry("tar", "a", i, 4, 0))).hasSize(4);
    }
    reader.close();

    assertThat(store.opened).hasValue(1);
    assertThat(store.closed).hasValue(1);
  }

  @Test
  void saysWhereAnArchiveEndsEarly() {
    EntryReader reader = new EntryReader(new Store(1), "r");

    assertThatThrownBy(() -> reader.read(new ImageEntry("tar", "a.jpg", 2_000, 4, 0)))
        .isInstanceOf(BadInputException.class)
        .hasMessage("tar: byte 2000: the archive ends within a.jpg, which has 4 bytes");
  }

  private static FilesAhead ahead(Store store, int files, int bytes) {
    return new FilesAhead(
        new EntryReader(store, "r"),
        IntStream.range(0, files)
            .mapToObj(i -> new Pick(i, ImageEntry.file(Integer.toString(i), bytes, 0)))
            .iterator());
  }

  /** Files of one value each, their name's; no read ends before some number of them have begun. */
  private static final class Store implements FileAccess {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final transient CountDownLatch together;

    Store(int together) {
      this.together = new CountDownLatch(together);
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
      begun.incrementAndGet();
      together.countDown();
      try {
        together.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (path.endsWith("gone")) {
        throw new FileNotFoundException(path);
      }
      byte value = Byte.parseByte(path.substring(path.lastIndexOf('/') + 1));
      byte[] bytes = new byte[11 * MEBIBYTE];
      Arrays.fill(bytes, value);
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public RandomFile openRandom(String path) {
      opened.incrementAndGet();
      return new RandomFile() {
        @Override
        public byte[] read(long at, int bytes) throws IOException {
          if (at + bytes > 1_000) {
            throw new EOFException();
          }
          return new byte[bytes];
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }

    @Override
    public FileEntry describe(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<FileEntry> list(String folder) {
      throw new UnsupportedOperationException();
    }
  }
}
