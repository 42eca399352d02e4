package io.github.altprop.benchmarks;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Trains and tells what became of the parameters: {@code Determinism DEVICE THREADS STEPS STEP...}
 * prints a line {@code STEP SHA-256} for each step. Two runs must print the same.
 */
public final class Determinism {
  private Determinism() {}

  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    int threads = Integer.parseInt(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    for (int i = 3; i < arguments.length; i++) {
      try (OurStep step = OurStep.of(arguments[i], Devices.parse(arguments[0]), threads)) {
        for (int made = 0; made < steps; made += step.cycle()) {
          step.run();
        }
        float[] parameters = step.parameters();
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
        System.out.println(arguments[i] + " " + HexFormat.of().formatHex(digest));
      }
    }
  }
}
