package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.BadInputException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.FSError;

/** Finds what a user can put right among the causes of a failure. */
final class ShardFailures {
  private ShardFailures() {}

  /** The user's error in a failure, or else the failure as it is. */
  static RuntimeException explained(Throwable failure, String output) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadInputException || cause instanceof UserError) {
        return (RuntimeException) cause;
      }
      // Hadoop's local file system reports a full disk as an error, not an exception.
      if (cause instanceof FSError || cause instanceof IOException) {
        return new UserError(output + ": cannot be written: " + reason(root(cause)), failure);
      }
    }
    return failure instanceof RuntimeException bug
        ? bug
        : new IllegalStateException("the shard job failed", failure);
  }

  /** What it all began with: libraries say what they were writing, the disk says why not. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String line = message.lines().findFirst().orElse("");
    return line.toLowerCase(Locale.ROOT).contains("no space left")
        ? line + " (there, or in Spark's scratch folder, spark.local.dir)"
        : line;
  }
}
