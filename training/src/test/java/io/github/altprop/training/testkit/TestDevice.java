package io.github.altprop.training.testkit;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Precision;
import java.util.function.Supplier;

/**
 * What tests of rules, layers and primitives compute on: processors, or the GPU that the system
 * property {@code altprop.device} names, such as {@code gpu:0}.
 */
public final class TestDevice {
  private static final String PROPERTY = "altprop.device";

  private static volatile Supplier<Engine> pretended;

  private TestDevice() {}

  /** The device. */
  public static Device device() {
    String word = System.getProperty(PROPERTY, "cpu");
    if (word.equals("cpu")) {
      return Device.CPU;
    }
    if (!word.matches("gpu:[0-9]{1,4}")) {
      throw new IllegalStateException(PROPERTY + " is " + word + "; expected cpu or gpu:N");
    }
    return Device.gpu(Integer.parseInt(word.substring("gpu:".length())));
  }

  /** Whether somebody chose it; then tests of engines take no others. */
  public static boolean isChosen() {
    return System.getProperty(PROPERTY) != null;
  }

  /** Has tests compute on other engines until the result is closed. */
  public static Pretence pretend(Supplier<Engine> engines) {
    pretended = engines;
    return () -> pretended = null;
  }

  /** Ends with {@link #close}. */
  @FunctionalInterface
  public interface Pretence extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * An engine on it.
   *
   * @param threads for processors
   */
  public static Engine engine(int threads) {
    Supplier<Engine> other = pretended;
    if (other != null) {
      return other.get();
    }
    return Engines.open(device(), threads, Precision.FLOAT32);
  }
}
