package io.github.altprop.jobs.tracking;

import java.io.IOException;

/** The server has answered that it will not do what it was asked; asking again is no use. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /**
   * @param status of HTTP
   * @param code that MLflow gives the error; may be empty
   */
  RefusedException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
