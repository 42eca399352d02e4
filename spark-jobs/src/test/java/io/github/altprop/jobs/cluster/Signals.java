package io.github.altprop.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java cannot send by itself. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name as {@code kill} knows it, such as STOP
   */
  static void send(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while sending " + name, e);
    }
  }
}
