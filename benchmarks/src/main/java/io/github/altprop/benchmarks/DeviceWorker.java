package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Device;

/**
 * Times our steps on any device on command: {@code DeviceWorker DEVICE THREADS WARM_UP_SECONDS}.
 * Names may end in {@code @tf32}.
 */
public final class DeviceWorker {
  private DeviceWorker() {}

  public static void main(String[] arguments) {
    Device device = Devices.parse(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    Worker.serve(name -> OurStep.of(name, device, threads), Double.parseDouble(arguments[2]));
  }
}
