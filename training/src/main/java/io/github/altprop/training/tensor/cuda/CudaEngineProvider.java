package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineProvider;
import io.github.altprop.training.tensor.Precision;
import io.github.altprop.training.tensor.SelfTest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Offers the engine for today's GPUs where CUDA 12 or 13 is installed. */
public final class CudaEngineProvider implements EngineProvider {
  /** {@code -Daltprop.selfTest=false} takes a device untried. */
  private static final String SELF_TEST = "altprop.selfTest";

  private static final String RECORD_STEPS = "altprop.recordSteps";
  private static final int OLDEST = 75;

  /** What computed rightly. A fault is not kept: memory that lacks now may be there later. */
  private static final Set<Tried> PASSED = ConcurrentHashMap.newKeySet();

  private record Tried(Device device, Precision precision) {}

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public Optional<String> obstacle(Device.Kind kind) {
    return kind == Device.Kind.CPU
        ? Optional.of("computes on GPUs only")
        : Libraries.found().obstacle();
  }

  @Override
  public int devices(Device.Kind kind) {
    return kind == Device.Kind.CPU ? 0 : Libraries.found().gpus();
  }

  @Override
  public Optional<String> obstacle(Device device) {
    Optional<String> any = EngineProvider.super.obstacle(device);
    if (any.isPresent()) {
      return any;
    }
    int capability = CudaDevice.capability(device.index());
    return capability >= OLDEST
        ? Optional.empty()
        : Optional.of(tooOld(device, CudaDevice.name(device.index()), capability));
  }

  /** Tries a device until it passes once in a process: a fault found then is an obstacle. */
  @Override
  public Optional<String> obstacle(Device device, Precision precision) {
    Optional<String> any = EngineProvider.super.obstacle(device, precision);
    Tried tried = new Tried(device, precision);
    if (any.isPresent() || PASSED.contains(tried)) {
      return any;
    }
    Optional<String> fault = fault(tried);
    if (fault.isEmpty()) {
      PASSED.add(tried);
    }
    return fault;
  }

  private Optional<String> fault(Tried tried) {
    try {
      return isOn(SELF_TEST) ? tested(tried) : Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("does not start: " + SelfTest.oneLine(e));
    }
  }

  private Optional<String> tested(Tried tried) {
    try (Engine engine = open(tried.device(), 1, tried.precision())) {
      return SelfTest.fault(engine, tried.precision());
    }
  }

  /** The refusal of an old GPU; {@code capability} is ten times its compute capability. */
  static String tooOld(Device device, String name, int capability) {
    return "needs compute capability 7.5 or later, and "
        + device
        + ", "
        + name
        + ", has "
        + capability / 10
        + "."
        + capability % 10;
  }

  @Override
  public boolean offers(Precision precision) {
    return true;
  }

  @Override
  public Engine open(Device device, int threads) {
    return open(device, threads, Precision.FLOAT32);
  }

  @Override
  public Engine open(Device device, int threads, Precision precision) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least 1 thread, not " + threads);
    }
    boolean records = isOn(RECORD_STEPS);
    CudaDevice gpu = new CudaDevice(device.index(), precision, Cubins.ofUser());
    return records ? CudaEngine.on(gpu) : CudaEngine.unrecorded(gpu);
  }

  /** What a system property says that whoever looks for a fault may set to false. */
  static boolean isOn(String property, String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException(property + " is " + word + "; expected true or false");
    }
    return word.equals("true");
  }

  private static boolean isOn(String property) {
    return isOn(property, System.getProperty(property, "true"));
  }
}
