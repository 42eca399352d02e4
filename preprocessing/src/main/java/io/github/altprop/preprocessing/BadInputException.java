package io.github.altprop.preprocessing;

/**
 * Data that its owner has to put right: a missing, truncated or mislabelled file, a manifest that
 * contradicts itself. The message names the file, the place in it, what was found and what was
 * expected, and is all that a user needs to see.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A complaint about one byte of one file. */
  public static BadInputException at(String file, long offset, String complaint) {
    return new BadInputException(file + ": byte " + offset + ": " + complaint);
  }

  /** A file that could not be read; the cause's own words follow. */
  public static BadInputException unreadable(String file, Exception cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new BadInputException(file + ": cannot be read: " + reason, cause);
  }
}
