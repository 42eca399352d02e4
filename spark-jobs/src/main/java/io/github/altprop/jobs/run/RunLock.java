package io.github.altprop.jobs.run;

import io.github.altprop.jobs.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second run out of a run folder. On a local disk the operating system holds the lock and
 * drops it with the process, however that ends; elsewhere a {@link Heartbeat} does.
 */
public final class RunLock implements Closeable {
  static final String FILE = ".lock";

  private final Closeable held;

  private RunLock(Closeable held) {
    this.held = held;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws UserError if another run holds it
   */
  static RunLock take(Folder folder) {
    return new RunLock(folder.local() ? takeLocally(folder) : Heartbeat.take(folder, FILE));
  }

  private static Closeable takeLocally(Folder folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.localPath(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw inUse(folder);
      }
      return channel;
    } catch (IOException e) {
      throw new UserError("cannot lock " + folder + ": " + e.getMessage(), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another run of this process holds it
    }
  }

  static UserError inUse(Folder folder) {
    return new UserError(
        "output "
            + folder
            + " is in use by another run: wait for it to end or choose another --output");
  }

  /**
   * Does something that no other run may do in the folder meanwhile.
   *
   * @throws UserError if another run holds the lock
   */
  public static void during(Folder folder, Runnable work) {
    RunLock lock = take(folder);
    try {
      work.run();
    } finally {
      lock.close();
    }
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
