package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.OutOfDeviceMemoryException;
import io.github.altprop.training.tensor.Precision;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What calls CUDA's libraries, against a library with the same calls on a processor. */
class CudaDeviceTest {
  private static final long CAPACITY = 1L << 30;

  @TempDir Path folder;

  @BeforeEach
  void pretend() {
    Optional<String> obstacle = EmulatedKernels.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
    Libraries.Found found = Libraries.find(file -> Optional.of(EmulatedKernels.cuda()));
    assertThat(found).isEqualTo(new Libraries.Found(Optional.empty(), 1));
  }

  private Engine engine() {
    return CudaEngine.on(new CudaDevice(0, Precision.FLOAT32, new Cubins(folder)));
  }

  @ParameterizedTest
  @EnumSource
  void asksForWhatTheEmulationIsAskedFor(ElementType type) {
    double[][] results = new double[2][];
    for (int i = 0; i < 2; i++) {
      try (Engine engine = i == 0 ? engine() : CudaEngine.on(new EmulatedAccelerator(CAPACITY))) {
        results[i] = someOfEverything(engine, type);
      }
    }
    assertThat(results[0]).isEqualTo(results[1]).doesNotContain(Double.NaN);
  }

  private static double[] someOfEverything(Engine engine, ElementType type) {
    int n = 12;
    Tensor a = normals(engine, type, n, n);
    Tensor b = normals(engine, type, n, n);
    Tensor c = engine.zeros(type, n, n);
    for (Op op : Op.values()) {
      engine.gemm(0.5, a, op, b, Op.PLAIN, 1, c);
      engine.gemm(0.5, b, Op.PLAIN, c, op, 0, a);
    }
    engine.scale(0.01, a, a);
    engine.addToDiagonal(3, a);
    engine.invert(a, b);
    Tensor q = normals(engine, type, 20, n);
    engine.orthonormalizeColumns(q);
    Window window = Window.padded(5, 5, 3, 2, 1);
    Tensor x = normals(engine, type, 2, 5, 5, 3);
    Tensor kernel = normals(engine, type, 4, 3, 3, 3);
    Tensor map = engine.zeros(type, 2, 3, 3, 4);
    engine.convolve(x, kernel, normals(engine, type, 4), Activation.ELU, window, map);
    Tensor pooled = engine.zeros(type, 2, 1, 1, 4);
    engine.maxPool(map, Window.whole(3, 3), pooled);
    Tensor moved = engine.zeros(ElementType.FLOAT64, 2, 1, 1, 4);
    engine.copy(pooled, moved);
    Tensor same = engine.zeros(type, n, n);
    engine.copy(b, same);
    Tensor loss = engine.zeros(ElementType.FLOAT64, 1);
    engine.squaredError(a, b, 1, a, loss);
    return Stream.of(a, b, c, q, map, moved, same, loss)
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toDoubles()))
        .toArray();
  }

  private static Tensor normals(Engine engine, ElementType type, int... shape) {
    SplittableRandom random = new SplittableRandom(5);
    Tensor tensor = engine.zeros(type, shape);
    double[] values = new double[(int) tensor.size()];
    Arrays.setAll(values, i -> (float) random.nextGaussian());
    tensor.put(values);
    return tensor;
  }

  @Test
  void computesForAnyThread() throws InterruptedException {
    try (Engine engine = engine()) {
      Tensor x = engine.zeros(ElementType.FLOAT32, 5);
      Thread other = new Thread(() -> engine.fill(3, x));
      other.start();
      other.join();
      assertThat(x.toFloats()).containsOnly(3);
      assertThat(engine.description()).isEqualTo("CUDA 13.1 (cuBLAS 13.1), GPU 0, Pretended");
    }
  }

  @Test
  void copiesLargeInputsWhileItComputes() {
    try (Engine engine = engine()) {
      for (int size : new int[] {20_000, 70_000, 3_000_000, 20_000}) {
        Tensor x = engine.zeros(ElementType.FLOAT32, size);
        Tensor rate = engine.zeros(ElementType.FLOAT64, 1);
        Tensor sum = engine.zeros(ElementType.FLOAT32, size);
        float expected = 0;
        for (int step = 1; step <= 12; step++) {
          float[] values = new float[size];
          Arrays.fill(values, step);
          x.put(values);
          if (step > 6) {
            rate.put(new double[] {step});
            engine.descend(sum, x, rate);
            expected -= step * step;
          } else {
            engine.add(sum, x, sum);
            expected += step;
          }
        }
        float[] all = new float[size];
        Arrays.fill(all, expected);
        assertThat(Arrays.equals(sum.toFloats(), all)).isTrue();
      }
    }
  }

  @Test
  void keepsCompiledKernels() throws IOException {
    engine().close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".cubin"));
    }
    Cubins cubins = new Cubins(folder);
    Cubins.Compiler never =
        (source, real, capability) -> {
          throw new AssertionError("compiled again");
        };
    assertThat(cubins.get(ElementType.FLOAT32, 90, "13.1", never))
        .startsWith("float".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> cubins.get(ElementType.FLOAT32, 80, "13.1", Nvrtc::compile))
        .hasMessage("nvrtcCompileProgram failed with error 6: kernels.cu(1): error: not for this");
  }

  @Test
  void namesTheCallThatFails() {
    try (CudaDevice device = new CudaDevice(0, Precision.TF32, new Cubins(folder))) {
      Arguments none = new Arguments(ElementType.FLOAT32);
      assertThatThrownBy(() -> device.launch("nothing", 1, none))
          .hasMessage("nothing on gpu:0: CUDA_ERROR_NOT_FOUND");
      assertThat(device.allocate(1L << 40)).isZero();
    }
    try (Engine engine = CudaEngine.on(new EmulatedAccelerator(4))) {
      assertThatThrownBy(() -> engine.zeros(ElementType.FLOAT64, 1))
          .isInstanceOf(OutOfDeviceMemoryException.class);
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(missing()).isEqualTo("no NVIDIA driver here: libcuda.so.1 is not found");
    assertThat(missing("libcuda.so.1"))
        .isEqualTo(
            "libnvrtc.so.13 is not found: CUDA's package cuda-nvrtc-13-x brings it, or"
                + " libnvrtc.so.12 is not found: CUDA's package cuda-nvrtc-12-x brings it");
    assertThat(missing("libcuda.so.1", "libnvrtc.so.13"))
        .startsWith("libcublas.so.13 is not found: CUDA's package libcublas-13-x brings it, or");
    assertThat(Libraries.tooOld(11040))
        .isEqualTo("the NVIDIA driver is for CUDA 11.4: driver 525 or later is needed");
    assertThat(CudaEngineProvider.tooOld(Device.gpu(1), "Tesla P100", 60))
        .isEqualTo("needs compute capability 7.5 or later, and gpu:1, Tesla P100, has 6.0");
  }

  @Test
  void takesAnOlderReleaseWhereTheNewerIsNotInstalled() {
    Function<String, Optional<NativeLibrary>> older =
        file -> file.endsWith(".so.13") ? Optional.empty() : Optional.of(EmulatedKernels.cuda());
    assertThat(Libraries.find(older).obstacle()).isEmpty();
  }

  private static String missing(String... files) {
    return Libraries.find(
            file ->
                Arrays.asList(files).contains(file)
                    ? Optional.of(EmulatedKernels.cuda())
                    : Optional.empty())
        .obstacle()
        .orElseThrow();
  }
}
