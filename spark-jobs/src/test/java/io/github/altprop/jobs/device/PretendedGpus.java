package io.github.altprop.jobs.device;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineProvider;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.OutOfDeviceMemoryException;
import io.github.altprop.training.tensor.Precision;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Pretends, while a test wants it, that this machine has GPUs; they compute on its processor. */
public final class PretendedGpus implements EngineProvider {
  /** No code for this one. */
  public static final int UNFIT = 2;

  private static final List<Device> OPENED = new CopyOnWriteArrayList<>();
  private static volatile long room = Long.MAX_VALUE;
  private static volatile int gpus = Integer.getInteger("altprop.pretendedGpus", 0);

  /** Pretends from now on that there are so many; forgets which were used. */
  public static void pretend(int count) {
    pretend(count, Long.MAX_VALUE);
  }

  /** The same, with memory for so many bytes. */
  public static void pretend(int count, long bytes) {
    gpus = count;
    room = bytes;
    OPENED.clear();
  }

  /** The GPUs that engines were opened on since then. */
  public static List<Device> opened() {
    return List.copyOf(OPENED);
  }

  @Override
  public String name() {
    return "pretended";
  }

  @Override
  public Optional<String> obstacle(Device.Kind kind) {
    if (kind == Device.Kind.CPU) {
      return Optional.of("computes on GPUs only");
    }
    return gpus > 0 ? Optional.empty() : Optional.of("the driver is not installed");
  }

  @Override
  public int devices(Device.Kind kind) {
    return gpus;
  }

  @Override
  public Optional<String> obstacle(Device device) {
    Optional<String> any = EngineProvider.super.obstacle(device);
    return any.isPresent() || device.index() != UNFIT
        ? any
        : Optional.of("compute capability 3.0 is below 7.5");
  }

  @Override
  public boolean offers(Precision precision) {
    return precision != Precision.FLOAT64;
  }

  @Override
  public Engine open(Device device, int threads) {
    OPENED.add(device);
    Engine real = Engines.cpu(1);
    return (Engine)
        Proxy.newProxyInstance(
            PretendedGpus.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("zeros") && real.allocatedBytes() > room) {
                throw new OutOfDeviceMemoryException(device, 1, real.allocatedBytes(), 0);
              }
              if (method.getName().equals("description")) {
                return "pretended card " + device.index();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
