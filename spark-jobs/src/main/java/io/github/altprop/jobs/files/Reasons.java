package io.github.altprop.jobs.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.net.ConnectTimeoutException;
import org.apache.hadoop.security.AccessControlException;

/** What a file system's exception means to a user, in one clause. */
public final class Reasons {
  private static final String CREDENTIALS =
      "the store does not accept the credentials: look at AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";

  private static final Pattern ANSWER =
      Pattern.compile("Status Code: (\\d+)(?:; Error Code: ([^;]+))?");

  private Reasons() {}

  /** The reason of a failure. */
  public static String of(Throwable failure) {
    if (failure instanceof UnknownStoreException) {
      return "there is no such bucket";
    }
    if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
      return missing(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
      return denied(failure.toString());
    }
    if (failure instanceof AWSServiceIOException service) {
      return answer(service);
    }
    if (failure instanceof AWSClientIOException || failure instanceof ConnectTimeoutException) {
      return "the store cannot be reached: " + line(failure);
    }
    return line(failure);
  }

  /** Whether a failure is about a bucket rather than what is in it. */
  static boolean isMissingStore(IOException failure) {
    return failure instanceof UnknownStoreException;
  }

  /** Java's local files say in brackets what the operating system said. */
  private static String missing(String message) {
    if (message.endsWith("(Permission denied)")) {
      return "permission denied";
    }
    boolean other = message.endsWith(")") && !message.endsWith("(No such file or directory)");
    return other
        ? message
            .substring(message.lastIndexOf('(') + 1, message.length() - 1)
            .toLowerCase(Locale.ROOT)
        : "there is no such file";
  }

  /** Reads the message: the exception has other methods in Hadoop 3.3 than in 3.4. */
  private static String answer(AWSServiceIOException failure) {
    Matcher answer = ANSWER.matcher(failure.toString());
    return answer.find()
        ? "the store answers "
            + answer.group(1)
            + (answer.group(2) == null ? "" : " " + answer.group(2))
        : line(failure);
  }

  private static String denied(String message) {
    if (message.contains("No AWS Credentials") || message.contains("CredentialsException")) {
      return "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }
    boolean wrong =
        message.contains("InvalidAccessKeyId")
            || message.contains("SignatureDoesNotMatch")
            || message.contains("Error Code: 403 Forbidden");
    return wrong ? CREDENTIALS : "permission denied";
  }

  /**
   * The innermost cause. Libraries say what they were doing; only the system says why it failed.
   */
  private static String line(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.lines().findFirst().orElse(root.toString());
  }
}
