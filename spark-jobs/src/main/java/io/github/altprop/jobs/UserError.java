package io.github.altprop.jobs;

/**
 * Something that only the user can put right: a missing file, a wrong option, an output that
 * exists. The message names what, where, the value and what was expected; the command line prints
 * it without a stack trace and exits with 2.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
