package io.github.altprop.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Precision;
import io.github.altprop.training.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says what computes on a device and how fast it multiplies: {@code DeviceCheck DEVICE THREADS
 * SIZE} prints one JSON object. Exit code 2 with one line if nothing computes there.
 */
public final class DeviceCheck {
  private static final int SAMPLES = 7;
  private static final double SECONDS = 0.1;

  private DeviceCheck() {}

  public static void main(String[] arguments) throws IOException {
    Device device = Devices.parse(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    Optional<String> obstacle = Engines.obstacle(device, Precision.FLOAT32);
    if (obstacle.isPresent()) {
      System.err.println("nothing computes on " + device + " here: " + obstacle.get());
      System.exit(2);
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("device", device.toString());
    found.put("gpus", Engines.devices(Device.Kind.GPU));
    found.put("java", System.getProperty("java.version"));
    Map<String, Object> rates = new LinkedHashMap<>();
    for (Precision precision : Precision.values()) {
      if (Engines.obstacle(device, precision).isEmpty()) {
        try (Engine engine = Engines.open(device, threads, precision)) {
          found.putIfAbsent("engine", engine.description());
          rates.put(precision.toString(), teraflops(engine, precision.type(), size));
        }
      }
    }
    found.put("gemmSize", size);
    found.put("gemmTeraflops", rates);
    System.out.println(new ObjectMapper().writeValueAsString(found));
  }

  /** 10^12 floating-point operations a second of a square product, the median of some samples. */
  private static double teraflops(Engine engine, ElementType type, int size) {
    Tensor a = random(engine, type, size, 1);
    Tensor b = random(engine, type, size, 2);
    Tensor out = engine.zeros(type, size, size);
    seconds(engine, a, b, out, 0);
    double[] samples = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = seconds(engine, a, b, out, SECONDS);
    }
    Arrays.sort(samples);
    return 2.0 * size * size * size / samples[SAMPLES / 2] / 1e12;
  }

  private static double seconds(Engine engine, Tensor a, Tensor b, Tensor out, double atLeast) {
    long begin = System.nanoTime();
    int made = 0;
    while (made == 0 || (System.nanoTime() - begin) / 1e9 < atLeast) {
      for (int i = 0; i < 4; i++) {
        engine.gemm(1, a, Op.PLAIN, b, Op.PLAIN, 0, out);
      }
      out.at(0); // waits for all of them
      made += 4;
    }
    return (System.nanoTime() - begin) / 1e9 / made;
  }

  private static Tensor random(Engine engine, ElementType type, int size, int seed) {
    Tensor tensor = engine.zeros(type, size, size);
    tensor.put(new Gaussian(seed).next(size * size));
    return tensor;
  }
}
