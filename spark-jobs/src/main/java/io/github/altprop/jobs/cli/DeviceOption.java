package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.device.WantedDevice;
import picocli.CommandLine.Option;

/** The option of commands that compute with tensors. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description =
          "auto, cpu, gpu (all GPUs of this machine, worker by worker; on a cluster, those that"
              + " Spark hands out) or gpu:N; default ${DEFAULT-VALUE}: GPUs if they can be used.")
  private String device;

  /**
   * What the user wants.
   *
   * @throws io.github.altprop.jobs.UserError if it is no device
   */
  WantedDevice wanted() {
    return new WantedDevice(device);
  }

  /** How many tasks have a GPU of this machine for themselves; 0 if none computes on GPUs. */
  int gpusHere() {
    return Placement.gpusHere(wanted());
  }
}
