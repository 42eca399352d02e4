package io.github.altprop.preprocessing.image;

/** An image that cannot be used, and why. */
public final class UnusableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  UnusableImageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The kind of trouble; the message says more. */
  public Reason reason() {
    return reason;
  }
}
