package io.github.altprop.jobs.device;

import io.github.altprop.jobs.UserError;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * What a user wants computed on.
 *
 * @param word {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 */
public record WantedDevice(String word) implements Serializable {
  /** GPUs where there are any that can be used, else processors. */
  public static final WantedDevice AUTO = new WantedDevice("auto");

  /** Processors. */
  public static final WantedDevice CPU = new WantedDevice("cpu");

  /** All GPUs of a machine. */
  public static final WantedDevice GPU = new WantedDevice("gpu");

  private static final Pattern ONE_GPU = Pattern.compile("gpu:[0-9]{1,4}");

  /**
   * Checks the word.
   *
   * @throws UserError if it is none of the four
   */
  public WantedDevice {
    boolean known = word.equals("auto") || word.equals("cpu") || word.equals("gpu");
    if (!known && !ONE_GPU.matcher(word).matches()) {
      throw new UserError("--device is " + word + " but must be auto, cpu, gpu or gpu:N");
    }
  }

  /** Whether it is {@code gpu:N}, one GPU of this machine. */
  boolean isOneGpu() {
    return word.indexOf(':') >= 0;
  }

  /** The N of {@code gpu:N}. */
  int gpu() {
    return Integer.parseInt(word.substring(word.indexOf(':') + 1));
  }

  @Override
  public String toString() {
    return word;
  }
}
