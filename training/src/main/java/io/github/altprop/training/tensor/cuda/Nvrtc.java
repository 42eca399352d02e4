package io.github.altprop.training.tensor.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.charset.StandardCharsets;

/** NVRTC, CUDA's compiler as a library. */
final class Nvrtc {
  private Nvrtc() {}

  static native int nvrtcVersion(int[] major, int[] minor);

  static native int nvrtcCreateProgram(
      long[] program, String source, String name, int headers, Pointer texts, Pointer names);

  static native int nvrtcDestroyProgram(long[] program);

  static native int nvrtcCompileProgram(long program, int count, Pointer options);

  static native int nvrtcGetCUBINSize(long program, long[] size);

  static native int nvrtcGetCUBIN(long program, byte[] image);

  static native int nvrtcGetProgramLogSize(long program, long[] size);

  static native int nvrtcGetProgramLog(long program, byte[] log);

  /** Such as 13.1. */
  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check("nvrtcVersion", nvrtcVersion(major, minor), "");
    return major[0] + "." + minor[0];
  }

  /**
   * Compiles for one compute capability.
   *
   * @param real what REAL stands for
   * @param capability ten times the compute capability, such as 90
   * @throws IllegalStateException if it cannot, with the first line of what the compiler says
   */
  static byte[] compile(String source, String real, int capability) {
    long[] program = new long[1];
    check(
        "nvrtcCreateProgram",
        nvrtcCreateProgram(program, source, "kernels.cu", 0, Pointer.NULL, Pointer.NULL),
        "");
    try {
      String[] options = {"--gpu-architecture=sm_" + capability, "-DREAL=" + real, "--std=c++17"};
      int status = nvrtcCompileProgram(program[0], options.length, new StringArray(options));
      check("nvrtcCompileProgram", status, status == 0 ? "" : log(program[0]));
      long[] size = new long[1];
      check("nvrtcGetCUBINSize", nvrtcGetCUBINSize(program[0], size), "");
      byte[] image = new byte[Math.toIntExact(size[0])];
      check("nvrtcGetCUBIN", nvrtcGetCUBIN(program[0], image), "");
      return image;
    } finally {
      nvrtcDestroyProgram(program);
    }
  }

  private static String log(long program) {
    long[] size = new long[1];
    nvrtcGetProgramLogSize(program, size);
    byte[] log = new byte[Math.toIntExact(size[0]) + 1];
    nvrtcGetProgramLog(program, log);
    String text = new String(log, StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("").trim();
  }

  private static void check(String call, int status, String detail) {
    if (status != 0) {
      throw new IllegalStateException(call + " failed with error " + status + ": " + detail);
    }
  }
}
