package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.altprop.training.tensor.cuda.EmulatedGpu;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestTest {
  @Test
  void enginesThatComputeRightlyPass() {
    try (Engine engine = Engines.cpu(2);
        Engine portable = Engines.portable(1)) {
      assertThat(SelfTest.fault(engine, Precision.FLOAT32)).isEmpty();
      assertThat(SelfTest.fault(engine, Precision.FLOAT64)).isEmpty();
      assertThat(SelfTest.fault(portable, Precision.FLOAT32)).isEmpty();
    }
  }

  @Test
  void theEngineForGpusPassesOnAnEmulatedOne() {
    Optional<String> obstacle = EmulatedGpu.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
    try (Engine engine = EmulatedGpu.engine()) {
      long before = engine.allocatedBytes();
      assertThat(SelfTest.fault(engine, Precision.FLOAT32)).isEmpty();
      assertThat(SelfTest.fault(engine, Precision.FLOAT64)).isEmpty();
      assertThat(engine.allocatedBytes() - before).isLessThan(16 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemm=matrix products",
        "invert=factorisations",
        "activateBackward=activations",
        "signTimes=elementwise operations",
        "rowNorms=sums",
        "softmaxCrossEntropy=losses",
        "adam=optimiser steps",
        "kernelGradient=convolutions",
        "maxPoolBackward=pooling",
        "normalizeBackward=batch normalisation",
        "repeatedly=repeated steps"
      })
  void aPrimitiveThatDoesNothingIsNamed(String pair) {
    String method = pair.substring(0, pair.indexOf('='));
    String name = pair.substring(pair.indexOf('=') + 1);
    try (Engine real = Engines.cpu(1)) {
      assertThat(SelfTest.fault(without(method, real, null), Precision.FLOAT32))
          .get()
          .asString()
          .startsWith("computes wrongly: its " + name + " in float32 differ from the processor's");
    }
  }

  @Test
  void aPrimitiveThatThrowsIsNamed() {
    try (Engine real = Engines.cpu(1)) {
      assertThat(
              SelfTest.fault(
                  without("gram", real, new UnsatisfiedLinkError("cublasDsyrk: no such symbol")),
                  Precision.FLOAT32))
          .contains("fails at matrix products: cublasDsyrk: no such symbol");
    }
  }

  /** An engine whose method of that name throws, or does nothing. */
  private static Engine without(String name, Engine real, Throwable thrown) {
    return (Engine)
        Proxy.newProxyInstance(
            SelfTestTest.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                if (thrown != null) {
                  throw thrown;
                }
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
