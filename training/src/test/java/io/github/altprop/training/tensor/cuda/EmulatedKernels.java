package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernels as a library for processors, compiled with {@code g++} once a process. */
final class EmulatedKernels {
  private static final String EMULATION = "/io/github/altprop/training/tensor/cuda/emulation.cpp";

  private static NativeLibrary cuda;

  private EmulatedKernels() {}

  private static final class Loaded {
    static final Optional<String> OBSTACLE = load();
  }

  /** Compiles and loads the library; says why that is not possible here. */
  static Optional<String> obstacle() {
    return Loaded.OBSTACLE;
  }

  /** The library with the calls of CUDA's libraries; only where there is no {@link #obstacle}. */
  static NativeLibrary cuda() {
    assertThat(obstacle()).isEmpty();
    return cuda;
  }

  private static Optional<String> load() {
    Path java = Path.of(System.getProperty("java.home"), "include");
    if (!Files.exists(java.resolve("jni.h"))) {
      return Optional.of("no " + java.resolve("jni.h"));
    }
    try {
      Path folder = Files.createTempDirectory("altprop-kernels");
      try {
        return load(folder, java);
      } finally {
        // What is loaded needs its file no more.
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> load(Path folder, Path java) throws IOException {
    Path code = folder.resolve("emulation.cpp");
    try (InputStream in = EmulatedKernels.class.getResourceAsStream(EMULATION)) {
      Files.write(code, in.readAllBytes());
    }
    Files.writeString(folder.resolve("kernels.cu"), KernelSource.text(), StandardCharsets.UTF_8);
    Path library = folder.resolve("libkernels.so");
    Path log = folder.resolve("log");
    Process compiler;
    try {
      compiler =
          new ProcessBuilder(
                  "g++",
                  "-std=c++17",
                  "-O1",
                  "-shared",
                  "-fPIC",
                  "-I" + java,
                  "-I" + java.resolve("linux"),
                  "-o",
                  library.toString(),
                  code.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return Optional.of("no g++");
    }
    try {
      assertThat(compiler.waitFor()).as("%s", Files.readString(log)).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    System.load(library.toString());
    cuda = NativeLibrary.getInstance(library.toString());
    return Optional.empty();
  }

  /** Runs a kernel, block after block; false if there is none of this name. */
  static native boolean run(String name, int blocks, long[] arguments);

  static native long allocate(long bytes);

  static native void free(long address);

  static native void clear(long address, long bytes);

  static native void copy(long from, long to, long bytes);

  /** Address of a direct buffer. */
  static native long address(ByteBuffer buffer);

  static native void gemm(
      boolean single,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc);

  static native void factorLu(boolean single, int n, long a, long pivots, long info);

  static native void solveLu(boolean single, int n, int columns, long a, long pivots, long b);

  static native void factorQr(boolean single, int m, int n, long a, long tau);

  static native void formQ(boolean single, int m, int n, long a, long tau);
}
