package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernels as a library for processors, compiled with {@code g++}. */
final class EmulatedKernels {
  private EmulatedKernels() {}

  /** Compiles and loads the library; says why that is not possible here. */
  static Optional<String> load(Path folder) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "include");
    if (!Files.exists(java.resolve("jni.h"))) {
      return Optional.of("no " + java.resolve("jni.h"));
    }
    Path code = folder.resolve("emulation.cpp");
    try (InputStream in =
        EmulatedKernels.class.getResourceAsStream(
            "/io/github/altprop/training/tensor/cuda/emulation.cpp")) {
      Files.copy(in, code, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(folder.resolve("kernels.cu"), KernelSource.text());
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
                  code.toString(),
                  "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return Optional.of("no g++");
    }
    assertThat(compiler.waitFor()).as("%s", Files.readString(log)).isZero();
    System.load(library.toString());
    return Optional.empty();
  }

  /** Runs a kernel, block after block; false if there is none of this name. */
  static native boolean run(String name, int blocks, long[] arguments);

  /** Address of a direct buffer. */
  static native long address(ByteBuffer buffer);

  /**
   * Compiles for a GPU with NVRTC.
   *
   * @return what it complains of, empty if nothing; null where NVRTC is not installed
   */
  static native String compile(String source, String real, int capability);

  /** Arguments of a kernel, 64 bits each, and the memory that they point to. */
  static final class Arguments {
    private final boolean single;
    private final List<Long> slots = new ArrayList<>();

    Arguments(boolean single) {
      this.single = single;
    }

    Arguments ints(int... values) {
      for (int value : values) {
        slots.add((long) value);
      }
      return this;
    }

    /** Several ints in one structure. */
    Arguments structure(int... values) {
      for (int i = 0; i < values.length; i += 2) {
        long high = i + 1 < values.length ? values[i + 1] : 0;
        slots.add((high << 32) | (values[i] & 0xffffffffL));
      }
      return this;
    }

    /** Numbers of the element type. */
    Arguments reals(double... values) {
      for (double value : values) {
        slots.add(
            single
                ? Float.floatToRawIntBits((float) value) & 0xffffffffL
                : Double.doubleToRawLongBits(value));
      }
      return this;
    }

    Arguments number(double value) {
      slots.add(Double.doubleToRawLongBits(value));
      return this;
    }

    Arguments memory(ByteBuffer... buffers) {
      for (ByteBuffer buffer : buffers) {
        slots.add(address(buffer));
      }
      return this;
    }

    void run(String kernel, int blocks) {
      String name = (single ? "float " : "double ") + kernel;
      long[] values = slots.stream().mapToLong(Long::longValue).toArray();
      assertThat(EmulatedKernels.run(name, blocks, values)).as(name).isTrue();
    }
  }

  static ByteBuffer doubles(double... values) {
    ByteBuffer buffer = bytes(values.length * Double.BYTES);
    buffer.asDoubleBuffer().put(values);
    return buffer;
  }

  static ByteBuffer bytes(int size) {
    return ByteBuffer.allocateDirect(Math.max(8, size)).order(ByteOrder.nativeOrder());
  }
}
