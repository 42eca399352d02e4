package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.faults.UserFaults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one message and an exit code. */
final class Failures {
  static final int BUG = 1;
  static final int USER = 2;

  private static final long MEBIBYTE = 1 << 20;

  /** How Spark quotes the end of such a process; the task that met with it is lost without more. */
  private static final String EXECUTOR_OUT_OF_MEMORY = "exited with code " + 52;

  private Failures() {}

  /** A command line that picocli or a command refused: the message and where to find help. */
  static int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> missing =
        Arrays.stream(args)
            .filter(
                argument ->
                    argument.startsWith("@") && !Files.exists(Path.of(argument.substring(1))))
            .findFirst();
    // picocli takes such an argument for a word of its own, and misses what would be in the file.
    err.println(
        "altprop: "
            + missing
                .map(file -> "cannot read " + file.substring(1) + ": there is no such file")
                .orElseGet(() -> message(failure)));
    if (missing.isPresent()) {
      return USER;
    }
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println(
          "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what it takes.");
    }
    return USER;
  }

  private static String message(ParameterException failure) {
    boolean noCommand =
        failure instanceof CommandLine.UnmatchedArgumentException
            && failure.getCommandLine().getParent() == null;
    return noCommand
        ? ((CommandLine.UnmatchedArgumentException) failure).getUnmatched().get(0)
            + " is no command; there are "
            + String.join(", ", failure.getCommandLine().getSubcommands().keySet())
        : failure.getMessage();
  }

  /** A command that ran out of memory here, which picocli lets pass. */
  static int memory(OutOfMemoryError failure, PrintWriter err) {
    err.println("altprop: " + outOfMemory(failure));
    return USER;
  }

  /** A command that failed: one message for the user's mistakes, a stack trace for ours. */
  static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (StopNotice.stopping()) {
      return BUG; // nobody sees it: a process that a signal ends has the signal's code
    }
    Optional<String> fault = userFault(failure);
    if (fault.isPresent()) {
      err.println("altprop: " + fault.get());
      if (UserFaults.isDebugging()) {
        failure.printStackTrace(err);
      }
      return USER;
    }
    err.println("altprop: this is a bug; please report it with the stack trace below");
    failure.printStackTrace(err);
    return BUG;
  }

  /** The message of a user's mistake among the causes, also when a Spark task hit upon it. */
  private static Optional<String> userFault(Throwable failure) {
    Optional<Throwable> said = UserFaults.in(failure);
    if (said.isPresent()) {
      return said.map(Throwable::getMessage);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return Optional.of(outOfMemory(memory));
      }
      if (cause instanceof SparkException
          && String.valueOf(cause.getMessage()).contains(EXECUTOR_OUT_OF_MEMORY)) {
        return Optional.of(
            "an executor ran out of memory: give more, with spark.executor.memory and"
                + " spark.executor.memoryOverhead; or make the minibatch or the network smaller");
      }
      if ((cause instanceof IOException || cause instanceof FSError) && full(cause)) {
        return Optional.of(
            firstLine(cause)
                + ": free some space there or in Spark's scratch folder"
                + " (spark.local.dir), then go on with --resume");
      }
    }
    return Optional.empty();
  }

  private static String outOfMemory(OutOfMemoryError failure) {
    return "out of memory ("
        + failure.getMessage()
        + ", with a heap of at most "
        + Runtime.getRuntime().maxMemory() / MEBIBYTE
        + " MiB on this side): give more, with ALTPROP_MEMORY to bin/altprop, with"
        + " spark.driver.memory, spark.executor.memory and spark.executor.memoryOverhead to"
        + " spark-submit; or make the minibatch or the network smaller";
  }

  private static boolean full(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
  }

  private static String firstLine(Throwable cause) {
    return cause.getMessage().lines().findFirst().orElse("no space left");
  }
}
