package io.github.altprop.training.tensor.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds CUDA's libraries on this machine, where the loader looks and where CUDA is installed. */
final class Libraries {
  private static final String DRIVER = "libcuda.so.1";

  /**
   * A release of CUDA.
   *
   * @param major its number
   * @param driver the first that knows it
   * @param files NVRTC, cuBLAS and cuSOLVER
   */
  private record Release(int major, int driver, List<String> files) {
    String need() {
      return "driver " + driver + " or later";
    }
  }

  private static final Release CUDA_13 =
      new Release(13, 580, List.of("libnvrtc.so.13", "libcublas.so.13", "libcusolver.so.12"));
  private static final Release CUDA_12 =
      new Release(12, 525, List.of("libnvrtc.so.12", "libcublas.so.12", "libcusolver.so.11"));

  private static final List<Class<?>> CALLS = List.of(Nvrtc.class, Blas.class, Solver.class);
  private static final List<String> PACKAGES =
      List.of("cuda-nvrtc-%d-x", "libcublas-%d-x", "libcusolver-%d-x");

  private Libraries() {}

  /** What was found: why CUDA cannot be used here, or how many GPUs its driver sees. */
  record Found(Optional<String> obstacle, int gpus) {
    private static Found none(String obstacle) {
      return new Found(Optional.of(obstacle), 0);
    }
  }

  private static final class Once {
    static final Found FOUND = find(Libraries::open);
  }

  /** Looks, once in a process. */
  static Found found() {
    return Once.FOUND;
  }

  /** Looks with something that opens a library by the name of its file. */
  static Found find(Function<String, Optional<NativeLibrary>> opener) {
    Optional<NativeLibrary> driver = opener.apply(DRIVER);
    if (driver.isEmpty()) {
      return Found.none("no NVIDIA driver here: " + DRIVER + " is not found");
    }
    try {
      Native.register(Driver.class, driver.get());
    } catch (UnsatisfiedLinkError e) {
      return Found.none("the NVIDIA driver is too old: " + CUDA_12.need() + " is needed");
    }
    int status = Driver.cuInit(0);
    if (status == Driver.NO_DEVICE) {
      return Found.none("the NVIDIA driver sees no GPU");
    }
    if (status != Driver.SUCCESS) {
      return Found.none("the NVIDIA driver does not start: error " + status);
    }
    int[] version = new int[1];
    Driver.cuDriverGetVersion(version);
    int major = version[0] / 1000;
    if (major < CUDA_12.major) {
      return Found.none(tooOld(version[0]));
    }
    int[] count = new int[1];
    Driver.cuDeviceGetCount(count);
    if (count[0] == 0) {
      return Found.none("the NVIDIA driver sees no GPU");
    }
    List<String> missing = new ArrayList<>();
    for (Release release : List.of(CUDA_13, CUDA_12)) {
      if (release.major <= major) {
        Optional<String> lacks = register(release, opener);
        if (lacks.isEmpty()) {
          return new Found(Optional.empty(), count[0]);
        }
        missing.add(lacks.get());
      }
    }
    return Found.none(String.join(", or ", missing));
  }

  /** The refusal of a driver for that version of CUDA, such as 11040. */
  static String tooOld(int version) {
    return "the NVIDIA driver is for CUDA "
        + version / 1000
        + "."
        + version % 1000 / 10
        + ": "
        + CUDA_12.need()
        + " is needed";
  }

  // Which library is missing, and what brings it; empty if all are there and can be called.
  private static Optional<String> register(
      Release release, Function<String, Optional<NativeLibrary>> opener) {
    List<NativeLibrary> libraries = new ArrayList<>();
    for (int i = 0; i < CALLS.size(); i++) {
      String file = release.files.get(i);
      Optional<NativeLibrary> library = opener.apply(file);
      if (library.isEmpty()) {
        return Optional.of(missing(file, String.format(PACKAGES.get(i), release.major)));
      }
      libraries.add(library.get());
    }
    for (int i = 0; i < CALLS.size(); i++) {
      Native.register(CALLS.get(i), libraries.get(i));
    }
    return Optional.empty();
  }

  /** The refusal for want of a library. */
  static String missing(String file, String packageName) {
    return file + " is not found: CUDA's package " + packageName + " brings it";
  }

  /** A library where the loader, CUDA_HOME or CUDA_PATH has it. */
  static Optional<NativeLibrary> open(String file) {
    List<String> places = new ArrayList<>();
    places.add(file);
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      String home = System.getenv(variable);
      if (home != null && !home.isEmpty()) {
        places.add(Path.of(home, "lib64", file).toString());
      }
    }
    places.add("/usr/local/cuda/lib64/" + file);
    for (String place : places) {
      try {
        return Optional.of(NativeLibrary.getInstance(place));
      } catch (LinkageError e) {
        // The next place may have it; where JNA itself cannot be loaded, none has.
      }
    }
    return Optional.empty();
  }
}
