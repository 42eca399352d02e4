package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Activation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernels as one text, to be compiled once for each element type with REAL defined as it. */
final class KernelSource {
  /** What they are written in, then the kernels; later ones call functions of earlier ones. */
  private static final List<String> FILES =
      List.of(
          "device.h",
          "elementwise.cu",
          "optimizers.cu",
          "reductions.cu",
          "columns.cu",
          "windows.cu");

  private static final String FOLDER = "/io/github/altprop/training/tensor/cuda/";

  private KernelSource() {}

  /**
   * All files in order, each under its own name for a compiler's messages.
   *
   * @throws IllegalStateException if a file is missing from this build
   */
  static String text() {
    StringBuilder text = new StringBuilder();
    for (String file : FILES) {
      text.append("#line 1 \"").append(file).append("\"\n").append(read(file));
    }
    return text.toString();
  }

  /** What the kernels call an activation, see elementwise.cu. */
  static int number(Activation.Kind kind) {
    return switch (kind) {
      case IDENTITY -> 0;
      case RELU -> 1;
      case LEAKY_RELU -> 2;
      case ELU -> 3;
      case SIGMOID -> 4;
    };
  }

  private static String read(String file) {
    try (InputStream in = KernelSource.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the kernels " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
