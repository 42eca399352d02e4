package io.github.altprop.jobs.run;

import io.github.altprop.jobs.UserError;
import java.io.Closeable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A lock for file systems that cannot lock: the holder rewrites a file every few seconds with a
 * rising count. Whoever finds the file watches whether it changes, so no clocks are compared.
 */
final class Heartbeat implements Closeable {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Folder folder;
  private final String file;
  private final Thread thread;

  private Heartbeat(Folder folder, String file) {
    this.folder = folder;
    this.file = file;
    String owner = UUID.randomUUID().toString();
    folder.write(file, owner + " 0");
    thread = new Thread(() -> beat(owner), "run-lock");
    thread.setDaemon(true);
    thread.start();
  }

  static Heartbeat take(Folder folder, String file) {
    if (folder.exists(file)) {
      String seen = folder.readText(file);
      pause(new CountDownLatch(1), PATIENCE);
      if (folder.exists(file) && !folder.readText(file).equals(seen)) {
        throw RunLock.inUse(folder);
      }
    }
    return new Heartbeat(folder, file);
  }

  private void beat(String owner) {
    for (long count = 1; !pause(stopped, BEAT); count++) {
      tryWrite(owner + " " + count);
    }
  }

  private void tryWrite(String content) {
    try {
      folder.write(file, content);
    } catch (UserError e) {
      // The store may be back for the next beat; if it is not, the run itself will say so.
    }
  }

  /** Waits; true if the latch opened before the time was over. */
  private static boolean pause(CountDownLatch latch, Duration duration) {
    try {
      return latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folder.child(file).delete();
  }
}
