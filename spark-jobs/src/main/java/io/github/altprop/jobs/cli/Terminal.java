package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.Progress;
import java.io.PrintWriter;

/**
 * Progress on stderr: a bar that redraws itself where people watch, a line now and then where the
 * output goes to a file.
 */
final class Terminal implements Progress {
  private static final int BAR = 24;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 15_000_000_000L;

  private final PrintWriter err;
  private final boolean interactive;
  private long shownAt = System.nanoTime();
  private int drawn;

  private Terminal(PrintWriter err, boolean interactive) {
    this.err = err;
    this.interactive = interactive;
  }

  /** Java cannot tell whether stderr is a terminal; the launcher can, and says so. */
  static Terminal on(PrintWriter err) {
    return new Terminal(err, Boolean.getBoolean("altprop.terminal"));
  }

  @Override
  public synchronized void at(long done, long total, String what) {
    long now = System.nanoTime();
    boolean due = now - shownAt > (interactive ? REDRAW_NANOS : LINE_NANOS);
    if (!due || total <= 0) {
      return;
    }
    shownAt = now;
    if (interactive) {
      draw(bar(done, total) + " " + what);
    } else {
      err.printf("%3d %% %s%n", 100 * done / total, what);
      err.flush();
    }
  }

  @Override
  public synchronized void say(String line) {
    draw("");
    err.println(line);
    err.flush();
  }

  /** Leaves the line empty for what comes next. */
  synchronized void clear() {
    draw("");
  }

  private static String bar(long done, long total) {
    int filled = (int) (BAR * Math.min(done, total) / total);
    return String.format(
        "%3d %% [%s%s]", 100 * done / total, "=".repeat(filled), " ".repeat(BAR - filled));
  }

  private void draw(String text) {
    if (drawn > 0 || !text.isEmpty()) {
      err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
      err.print(text.isEmpty() ? "\r" : "");
      err.flush();
      drawn = text.length();
    }
  }
}
