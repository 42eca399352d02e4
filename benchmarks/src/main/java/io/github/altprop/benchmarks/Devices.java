package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Device;

/** Devices as command lines name them. */
final class Devices {
  private static final String GPU = "gpu:";

  private Devices() {}

  /**
   * The device of a word: {@code cpu} or {@code gpu:N}.
   *
   * @throws IllegalArgumentException for any other
   */
  static Device parse(String word) {
    if (word.equals("cpu")) {
      return Device.CPU;
    }
    if (!word.matches(GPU + "[0-9]{1,4}")) {
      throw new IllegalArgumentException("the device is " + word + "; expected cpu or gpu:N");
    }
    return Device.gpu(Integer.parseInt(word.substring(GPU.length())));
  }
}
