package io.github.altprop.training.tensor.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A GPU of this machine.
 *
 * @param model its maker's name for it
 */
record Gpu(String model, ComputeCapability capability) {
  /** What the machine says of its GPUs: all of them in nvidia-smi's order, or why not. */
  record Listing(List<Gpu> gpus, Optional<String> problem) {
    Listing {
      gpus = List.copyOf(gpus);
    }

    private static Listing none(String problem) {
      return new Listing(List.of(), Optional.of(problem));
    }
  }

  /** Asks nvidia-smi, which needs no CUDA code to run. */
  static Listing list() {
    List<String> command =
        List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      return parse(new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Listing.none("GPUs cannot be looked up: nvidia-smi does not run: " + e.getMessage());
    }
  }

  /** Reads nvidia-smi's answer, lines such as {@code NVIDIA A100-SXM4-80GB, 8.0}. */
  static Listing parse(String answer) {
    List<String> lines = answer.lines().toList();
    List<Gpu> gpus = lines.stream().map(Gpu::of).flatMap(Optional::stream).toList();
    return gpus.isEmpty() || gpus.size() < lines.size()
        ? Listing.none("GPUs cannot be looked up: nvidia-smi says '" + answer.strip() + "'")
        : new Listing(gpus, Optional.empty());
  }

  private static Optional<Gpu> of(String line) {
    int comma = line.lastIndexOf(", ");
    return comma < 0
        ? Optional.empty()
        : ComputeCapability.parse(line.substring(comma + 2).strip())
            .map(capability -> new Gpu(line.substring(0, comma), capability));
  }

  /** Why ND4J's CUDA library cannot compute on it; empty if it can. */
  Optional<String> obstacle() {
    return capability.supported()
        ? Optional.empty()
        : Optional.of(
            model
                + " has compute capability "
                + capability
                + " but ND4J's CUDA library runs on "
                + ComputeCapability.OLDEST
                + " to "
                + ComputeCapability.NEWEST);
  }
}
