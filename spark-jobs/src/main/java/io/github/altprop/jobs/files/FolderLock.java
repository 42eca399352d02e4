package io.github.altprop.jobs.files;

import io.github.altprop.jobs.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Keeps a second writer out of a folder. On a local disk the operating system holds the lock and
 * drops it with the process, however that ends; elsewhere a {@link Heartbeat} does.
 */
public final class FolderLock implements Closeable {
  /** Name of the file in the folder. */
  public static final String FILE = ".lock";

  private final Closeable held;

  private FolderLock(Closeable held) {
    this.held = held;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws UserError if someone else holds it
   */
  static FolderLock take(Location folder) {
    Location file = folder.child(FILE);
    return new FolderLock(
        folder.isLocal()
            ? FileLocking.take(folder, file.localPath())
            : Heartbeat.take(folder, file, Heartbeat.SLEEPING));
  }

  /**
   * Does something that nobody else may do in the folder meanwhile.
   *
   * @throws UserError if someone else holds the lock
   */
  public static <T> T during(Location folder, Supplier<T> work) {
    FolderLock lock = take(folder);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  static UserError inUse(Location folder, String owner) {
    return new UserError(
        "output "
            + folder
            + " is in use by "
            + owner
            + ": wait for it to end or choose another --output");
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
