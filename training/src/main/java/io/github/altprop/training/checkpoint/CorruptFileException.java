package io.github.altprop.training.checkpoint;

import java.io.IOException;

/**
 * A file of weights is damaged or does not hold what was expected; the message completes "the file
 * ...".
 */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1;

  CorruptFileException(String message) {
    super(message);
  }

  CorruptFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
