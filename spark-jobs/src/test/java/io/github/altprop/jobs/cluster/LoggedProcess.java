package io.github.altprop.jobs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process whose output is kept in a file and read line by line while it runs. It ends at the
 * latest with the Java process that started it.
 */
final class LoggedProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final int TAIL = 60;

  private final Process process;
  private final Path log;
  private final Thread atExit = new Thread(this::killTree);
  private final List<String> lines = new ArrayList<>();
  private int read;
  private boolean ended;

  private LoggedProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atExit);
    Thread reader = new Thread(this::collect, "log of " + log.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a process with stdout and stderr in one log. */
  static LoggedProcess start(ProcessBuilder command, Path log) {
    try {
      Files.createDirectories(log.getParent());
      return new LoggedProcess(command.redirectErrorStream(true).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.println(line);
        add(line);
      }
    } catch (IOException e) {
      add("(output lost: " + e + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The next line of output; null if the process has ended. */
  synchronized String line() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (read == lines.size() && !ended) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("nothing more from " + this);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
    return read < lines.size() ? lines.get(read++) : null;
  }

  /** Reads up to the first line that is wanted and returns it. */
  String readTo(Predicate<String> wanted) {
    for (String line = line(); line != null; line = line()) {
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new AssertionError("ended too early: " + this);
  }

  /** Passes over the output that is there already. */
  synchronized void skipToNow() {
    read = lines.size();
  }

  /** Waits for the end. */
  int exitCode() {
    while (line() != null) {
      skipToNow();
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
  }

  /** All output so far. */
  synchronized String text() {
    return String.join("\n", lines);
  }

  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Sends a signal to the process alone. */
  void signal(String name) {
    Signals.send(name, process.toHandle());
  }

  private void killTree() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends the process and all that it started; more than once is no harm. */
  @Override
  public void close() {
    killTree();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Where the log lies, and its end. */
  @Override
  public synchronized String toString() {
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    return log + ":\n" + String.join("\n", tail);
  }
}
