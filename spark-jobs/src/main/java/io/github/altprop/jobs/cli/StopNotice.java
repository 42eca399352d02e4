package io.github.altprop.jobs.cli;

import java.io.PrintWriter;

/**
 * Says so when a signal ends a command: Java then runs its shutdown hooks, of which this is one,
 * and Spark's context stops under whoever uses it.
 */
final class StopNotice {
  private final Thread hook;

  StopNotice(PrintWriter err) {
    hook =
        new Thread(
            () ->
                err.println(
                    "altprop: stopped by a signal; what is whole stays, and train --resume goes on"
                        + " from its newest checkpoint"));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether a signal is ending this process, so that failures are but its consequences. */
  static boolean stopping() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true; // there is no other way to ask
    }
  }

  /** The command has ended by itself. */
  void withdraw() {
    if (!stopping()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
