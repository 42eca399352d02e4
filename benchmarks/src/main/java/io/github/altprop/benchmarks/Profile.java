package io.github.altprop.benchmarks;

import io.github.altprop.training.tensor.Decisions;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Where a step's time goes, primitive by primitive: {@code Profile STEP [SECONDS]}.
 *
 * <p>One thread, in that thread's processor time, so that the numbers hold on a busy machine too.
 */
public final class Profile {
  private static final double DEFAULT_SECONDS = 5;

  private final Map<String, long[]> calls = new HashMap<>();
  private long outside;

  private Profile() {}

  public static void main(String[] arguments) {
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : DEFAULT_SECONDS;
    new Profile().run(StepCatalog.require(arguments[0]), seconds);
  }

  private void run(StepSpec spec, double seconds) {
    try (OurStep step = new OurStep(spec, watched(Engines.cpu(1)))) {
      repeat(step, seconds);
      calls.clear();
      outside = 0;
      int steps = repeat(step, seconds) * step.cycle();
      print(steps);
    }
  }

  private int repeat(OurStep step, double seconds) {
    long start = now();
    int count = 0;
    while (now() - start < seconds * 1e9) {
      step.run();
      count++;
    }
    outside += now() - start;
    return count;
  }

  private void print(int steps) {
    long inside = calls.values().stream().mapToLong(call -> call[1]).sum();
    System.out.printf(
        Locale.ROOT,
        "%.3f ms a step, %.3f of it outside primitives%n",
        outside / 1e6 / steps,
        (outside - inside) / 1e6 / steps);
    calls.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue()[1]))
        .forEach(
            entry ->
                System.out.printf(
                    Locale.ROOT,
                    "%9.3f ms %5.1f %% %6.1f x  %s%n",
                    entry.getValue()[1] / 1e6 / steps,
                    100.0 * entry.getValue()[1] / outside,
                    (double) entry.getValue()[0] / steps,
                    entry.getKey()));
  }

  private Engine watched(Engine engine) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> call(engine, method, arguments));
  }

  private Object call(Engine engine, Method method, Object[] arguments) throws Throwable {
    long start = now();
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      count(method, arguments, start);
    }
  }

  /** Decisions are not counted: what they have done counts itself. */
  private void count(Method method, Object[] arguments, long start) {
    if (method.getDeclaringClass() != Decisions.class) {
      long[] call = calls.computeIfAbsent(describe(method, arguments), key -> new long[] {0, 0});
      call[0]++;
      call[1] += now() - start;
    }
  }

  private static String describe(Method method, Object[] arguments) {
    StringJoiner text = new StringJoiner(" ", method.getName() + " ", "");
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      if (argument instanceof Tensor tensor) {
        text.add(Arrays.toString(tensor.shape()).replace(" ", ""));
      } else if (argument instanceof Enum<?> choice) {
        text.add(choice.name());
      }
    }
    return text.toString();
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
