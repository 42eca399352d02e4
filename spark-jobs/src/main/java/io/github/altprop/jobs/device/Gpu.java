package io.github.altprop.jobs.device;

import io.github.altprop.jobs.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A GPU of this machine.
 *
 * @param index as nvidia-smi counts
 * @param model its maker's name for it
 */
record Gpu(int index, String model, ComputeCapability capability) {

  /**
   * Asks nvidia-smi, which needs no CUDA code to run.
   *
   * @throws UserError if it cannot be asked or knows no such GPU
   */
  static Gpu query(int index) {
    List<String> command =
        List.of(
            "nvidia-smi", "--id=" + index, "--query-gpu=name,compute_cap", "--format=csv,noheader");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      return parse(index, new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError(
          "GPU " + index + " cannot be looked up: nvidia-smi does not run: " + e.getMessage(), e);
    }
  }

  /**
   * Reads nvidia-smi's answer, {@code NVIDIA A100-SXM4-80GB, 8.0}.
   *
   * @throws UserError if it is something else
   */
  static Gpu parse(int index, String answer) {
    String line = answer.lines().findFirst().orElse("");
    int comma = line.lastIndexOf(", ");
    if (comma < 0) {
      throw new UserError("GPU " + index + " cannot be looked up: nvidia-smi says '" + line + "'");
    }
    return new Gpu(
        index,
        line.substring(0, comma),
        ComputeCapability.parse(line.substring(comma + 2).strip()));
  }

  /**
   * Lets pass what the CUDA library holds code for.
   *
   * @throws UserError for any other GPU, before CUDA fails on it in its own words
   */
  Gpu requireSupported() {
    if (!capability.supported()) {
      throw new UserError(
          "GPU "
              + index
              + " ("
              + model
              + ") has compute capability "
              + capability
              + " but altprop's CUDA library runs on "
              + ComputeCapability.OLDEST
              + " to "
              + ComputeCapability.NEWEST
              + ": use another GPU, or processors (without spark.executor.resource.gpu.amount)");
    }
    return this;
  }
}
