package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.OutOfDeviceMemoryException;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the engine for GPUs promises beyond the contract of all engines. */
class CudaEngineTest {
  @BeforeAll
  static void compile() {
    Optional<String> obstacle = EmulatedKernels.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
  }

  @Test
  void neitherWaitsNorAllocatesInAWarmStep() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(1 << 30);
    try (Engine engine = CudaEngine.on(gpu)) {
      Window window = Window.same(8, 8, 3, 1);
      Tensor x = engine.zeros(ElementType.FLOAT32, 4, 8, 8, 3);
      Tensor kernel = engine.zeros(ElementType.FLOAT32, 5, 3, 3, 3);
      Tensor bias = engine.zeros(ElementType.FLOAT32, 5);
      Tensor map = engine.zeros(ElementType.FLOAT32, 4, 8, 8, 5);
      Tensor mean = engine.zeros(ElementType.FLOAT32, 5);
      Tensor variance = engine.zeros(ElementType.FLOAT32, 5);
      Tensor labels = engine.zeros(ElementType.FLOAT32, 4);
      Tensor number = engine.zeros(ElementType.FLOAT64, 1);
      float[] inputs = new float[(int) x.size()];
      Runnable step =
          () -> {
            x.put(inputs);
            labels.put(new float[4]);
            engine.convolve(x, kernel, bias, Activation.RELU, window, map);
            engine.channelStatistics(map, mean, variance);
            engine.normalize(map, mean, variance, 1e-3, bias, bias, Activation.ELU, map);
            engine.softmaxCrossEntropy(map.matrix(), labels, 1, map.matrix(), number);
            engine.normalizeBackward(map, mean, variance, 1e-3, bias, map, map, mean, variance);
            engine.activateBackward(Activation.RELU, map, map, map, bias);
            engine.kernelGradient(x, map, window, kernel);
            engine.convolveBackward(map, kernel, window, x);
            engine.gemm(1, x.matrix(), Op.PLAIN, x.matrix(), Op.TRANSPOSED, 0, gram(engine, map));
            engine.norm(x, number);
            engine.atMost(number, number, number);
            engine.adam(bias, mean, mean, variance, number, 0.9, 0.99, 1e-8);
          };
      step.run();
      step.run();
      int waits = gpu.waits();
      int allocations = gpu.allocations();
      step.run();
      assertThat(gpu.waits()).isEqualTo(waits);
      assertThat(gpu.allocations()).isEqualTo(allocations);
    }
  }

  private static Tensor gram(Engine engine, Tensor room) {
    Tensor out = room.slice(0, 4, 4);
    engine.fill(0, out);
    return out;
  }

  @Test
  void carriesMoreNumbersThanOneBufferHolds() {
    try (Engine engine = EmulatedGpu.engine()) {
      float[] values = new float[Memory.CARRIED / Float.BYTES + 7];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      for (ElementType type : ElementType.values()) {
        Tensor x = engine.zeros(type, values.length);
        x.put(values);
        assertThat(Arrays.equals(x.toFloats(), values)).isTrue();
        assertThat(x.at(values.length - 1)).isEqualTo(values.length - 1);
      }
    }
  }

  @Test
  void computesConvolutionsOfManyImagesInSteps() {
    try (Engine engine = EmulatedGpu.engine()) {
      Window window = Window.same(64, 64, 3, 1);
      int images = 200;
      Tensor x = engine.zeros(ElementType.FLOAT32, images, 64, 64, 4);
      engine.fill(1, x);
      Tensor kernel = engine.zeros(ElementType.FLOAT32, 1, 3, 3, 4);
      engine.fill(1, kernel);
      Tensor out = engine.zeros(ElementType.FLOAT32, images, 64, 64, 1);
      engine.convolve(x, kernel, null, Activation.IDENTITY, window, out);
      int last = images * 64 * 64 - 1;
      assertThat(out.at(last)).isEqualTo(4 * 4);
      assertThat(out.at(last - 65)).isEqualTo(9 * 4);
      Tensor gradient = engine.zeros(ElementType.FLOAT32, 1, 3, 3, 4);
      engine.fill(1, out);
      engine.kernelGradient(x, out, window, gradient);
      assertThat(gradient.at(16)).isEqualTo(images * 64.0 * 64);
      engine.convolveBackward(out, kernel, window, x);
      assertThat(x.at(4L * 64 * 64 * images - 1)).isEqualTo(4);
      assertThat(x.at(4L * (last - 65))).isEqualTo(9);
    }
  }

  @Test
  void keepsWhatIsPutUntilTheDeviceHasIt() {
    try (Engine engine = EmulatedGpu.engine()) {
      Tensor[] tensors = new Tensor[11];
      for (int i = 0; i < tensors.length; i++) {
        tensors[i] = engine.zeros(ElementType.FLOAT64, 600 + i);
      }
      for (int i = 0; i < tensors.length; i++) {
        double[] values = new double[600 + i];
        Arrays.fill(values, i);
        tensors[i].put(values);
      }
      for (int i = 0; i < tensors.length; i++) {
        assertThat(tensors[i].toDoubles()).containsOnly(i);
      }
    }
  }

  @Test
  void saysHowMuchMemoryIsMissing() {
    try (Engine engine = CudaEngine.on(new EmulatedAccelerator(3 << 20))) {
      Tensor kept = engine.zeros(ElementType.FLOAT32, 1 << 19);
      assertThatThrownBy(() -> engine.zeros(ElementType.FLOAT64, 1 << 18))
          .isInstanceOf(OutOfDeviceMemoryException.class)
          .hasMessage(
              "gpu:0 is out of memory: with 2 MiB in use here, 2 MiB more are needed and 1 MiB are"
                  + " free");
      engine.release(kept);
      assertThat(engine.zeros(ElementType.FLOAT64, 1 << 18).size()).isEqualTo(1 << 18);
    }
  }

  @Test
  void sharesTheDeviceWithItsSiblings() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(1 << 20);
    try (Engine engine = CudaEngine.on(gpu)) {
      Engine sibling = engine.sibling(1);
      Tensor x = engine.zeros(ElementType.FLOAT64, 100);
      sibling.fill(2, x);
      assertThat(engine.norm(x)).isEqualTo(20);
      assertThatThrownBy(() -> sibling.release(x)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(gpu.freeBytes()).isEqualTo(1 << 20);
  }
}
