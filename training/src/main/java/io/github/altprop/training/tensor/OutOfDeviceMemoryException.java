package io.github.altprop.training.tensor;

/** A device has no room for another tensor. */
public final class OutOfDeviceMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long MEBIBYTE = 1 << 20;

  /**
   * @param device as users name it
   * @param wantedBytes that one tensor or scratch buffer needed
   * @param allocatedBytes that the engine had allocated before
   * @param freeBytes that the device had left for all its users
   */
  public OutOfDeviceMemoryException(
      Device device, long wantedBytes, long allocatedBytes, long freeBytes) {
    super(
        device
            + " is out of memory: with "
            + mebibytes(allocatedBytes)
            + " MiB in use here, "
            + mebibytes(wantedBytes)
            + " MiB more are needed and "
            + freeBytes / MEBIBYTE
            + " MiB are free");
  }

  /** Rounded up: what is needed is never said to be nothing. */
  private static long mebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE;
  }
}
