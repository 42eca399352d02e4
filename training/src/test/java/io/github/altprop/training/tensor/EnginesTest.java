package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnginesTest {
  @Test
  void findsTheEnginesOfThisBuildFastOnesFirst() {
    assertThat(Engines.providers())
        .extracting(EngineProvider::name)
        .startsWith("cpu", "cuda", "nd4j");
  }

  @Test
  void picksTheFusedEngineForProcessors() {
    try (Engine engine = Engines.cpu(1);
        Engine portable = Engines.portable(1)) {
      assertThat(engine.description()).startsWith("CPU");
      assertThat(portable.description()).startsWith("ND4J");
    }
    assertThat(Engines.obstacle(Device.Kind.CPU)).isEmpty();
  }

  @Test
  void theEngineOfNd4jKeepsItsThreadsAfterWorkingOnTheHost() {
    try (Engine engine = Engines.portable(2)) {
      Tensor a = engine.zeros(ElementType.FLOAT64, 2, 2);
      a.put(new double[] {2, 0, 0, 4});
      Tensor inverse = engine.zeros(ElementType.FLOAT64, 2, 2);
      long before = engine.allocatedBytes();
      engine.invert(a, inverse);
      assertThat(inverse.toDoubles()).containsExactly(0.5, 0, 0, 0.25);
      assertThat(engine.threads()).isEqualTo(2);
      assertThat(engine.allocatedBytes()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void saysWhyNothingComputesOnGpus() {
    Engines.obstacle(Device.Kind.GPU)
        .ifPresent(
            obstacle -> {
              assertThat(obstacle).contains("cpu: computes on processors only").contains("-Pcuda");
              assertThatThrownBy(() -> Engines.gpu(3))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("gpu:3");
            });
  }
}
