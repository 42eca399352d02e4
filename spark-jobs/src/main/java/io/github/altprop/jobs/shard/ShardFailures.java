package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Reasons;
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
        return new UserError(output + ": cannot be written: " + reason(cause), failure);
      }
    }
    return failure instanceof RuntimeException bug
        ? bug
        : new IllegalStateException("the shard job failed", failure);
  }

  private static String reason(Throwable cause) {
    String reason = Reasons.of(cause);
    return reason.toLowerCase(Locale.ROOT).contains("no space left")
        ? reason + " (there, or in Spark's scratch folder, spark.local.dir)"
        : reason;
  }
}
