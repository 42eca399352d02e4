package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Memory while a step is repeated, in MB: {@code Footprint STEP [STEPS]} prints the tensors' and
 * the process's resident memory (Linux) ten times on the way.
 */
public final class Footprint {
  private static final int STEPS = 500;
  private static final int ROWS = 10;
  private static final double MEGABYTE = 1e6;

  private Footprint() {}

  public static void main(String[] arguments) throws IOException {
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : STEPS;
    try (OurStep step = new OurStep(StepCatalog.require(arguments[0]), Engines.cpu(1))) {
      System.out.println("steps    tensors   resident");
      int made = 0;
      for (int row = 1; row <= ROWS; row++) {
        for (; made < (long) steps * row / ROWS; made += step.cycle()) {
          step.run();
        }
        System.out.printf(
            Locale.ROOT,
            "%5d %10.1f %10.1f%n",
            made,
            step.bytes() / MEGABYTE,
            residentBytes() / MEGABYTE);
      }
    }
  }

  private static double residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status does not tell the resident size");
  }
}
