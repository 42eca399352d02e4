package io.github.altprop.jobs.files;

import io.github.altprop.jobs.UserError;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A lock for file systems that cannot lock: the holder rewrites a file every few seconds with a
 * rising count. Whoever finds the file watches whether it changes, so no clock is read and none
 * need be right; a holder of this machine whose process has ended is not waited for.
 */
final class Heartbeat implements Closeable {
  static final Duration BEAT = Duration.ofSeconds(3);

  /** A holder that is still for so long is gone. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer than between looking for the file and writing it. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How to wait. */
  interface Waiting {
    void wait(Duration duration);
  }

  static final Waiting SLEEPING = duration -> await(new CountDownLatch(1), duration);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Location folder;
  private final Location file;
  private final Thread thread;
  private LockOwner self;
  private volatile Optional<LockOwner> usurper = Optional.empty();

  private Heartbeat(Location folder, Location file, LockOwner self) {
    this.folder = folder;
    this.file = file;
    this.self = self;
    thread = new Thread(this::beat, "folder-lock");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes the lock.
   *
   * @throws UserError if someone else holds it
   */
  static Heartbeat take(Location folder, Location file, Waiting waiting) {
    read(file)
        .filter(seen -> !seen.hasEnded())
        .ifPresent(seen -> watch(folder, file, seen, waiting));
    LockOwner self = LockOwner.self();
    file.write(self.toJson());
    waiting.wait(SETTLE); // of those who found no holder at the same time, the last to write stays
    read(file)
        .filter(holder -> !holder.sameAs(self))
        .ifPresent(
            holder -> {
              throw FolderLock.inUse(folder, holder.toString());
            });
    return new Heartbeat(folder, file, self);
  }

  /** Returns when the holder has gone or given no sign of life. */
  private static void watch(Location folder, Location file, LockOwner seen, Waiting waiting) {
    for (Duration waited = Duration.ZERO;
        waited.compareTo(PATIENCE) < 0;
        waited = waited.plus(LOOK)) {
      waiting.wait(LOOK);
      Optional<LockOwner> now = read(file);
      if (now.isEmpty()) {
        return;
      }
      if (!now.get().equals(seen)) {
        throw FolderLock.inUse(folder, now.get().toString());
      }
    }
  }

  private static Optional<LockOwner> read(Location file) {
    return file.readTextIfThere().flatMap(LockOwner::fromJson);
  }

  private void beat() {
    while (usurper.isEmpty() && !await(stopped, BEAT)) {
      try {
        usurper = read(file).filter(holder -> !holder.sameAs(self));
        if (usurper.isEmpty()) {
          self = self.alive();
          file.write(self.toJson());
        }
      } catch (UserError e) {
        // The store may be back for the next beat; if it is not, the work itself will say so.
      }
    }
  }

  /** Waits; true if the latch opened before the time was over. */
  private static boolean await(CountDownLatch latch, Duration duration) {
    try {
      return latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Gives the lock back.
   *
   * @throws UserError if someone took it, because this process was still for too long
   */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (usurper.isPresent()) {
      throw new UserError(
          "output "
              + folder
              + " was taken over by "
              + usurper.get()
              + " while this process could not show that it was alive; its files are mixed: choose"
              + " another --output");
    }
    file.delete();
  }
}
