package io.github.altprop.training.initialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InitializersTest {
  private final Engine engine = TestDevice.engine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"12,30", "30,12", "16,16"})
  void orthogonalWeightsHaveOrthonormalRowsOrColumns(int units, int fanIn) {
    Tensor weight = draw("orthogonal", units, fanIn, 3);
    int small = Math.min(units, fanIn);
    Tensor gram = engine.zeros(ElementType.FLOAT64, small, small);
    engine.gram(weight, units <= fanIn ? Op.PLAIN : Op.TRANSPOSED, gram);
    engine.addToDiagonal(-1, gram);
    assertThat(engine.norm(gram)).isLessThan(1e-12);
  }

  @Test
  void xavierUniformFillsItsRange() {
    double bound = Math.sqrt(6.0 / 300);
    double[] values = draw("xavier-uniform", 100, 200, 3).toDoubles();
    assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(0.99 * bound, bound);
    assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(-bound, -0.99 * bound);
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(0, Offset.offset(0.01 * bound));
  }

  @Test
  void truncatedHeHasTheDeviationOfItsFanIn() {
    double[] values = draw("he-truncated", 200, 300, 3).toDoubles();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    assertThat(Math.sqrt(variance * 300 / 2)).isCloseTo(1, Offset.offset(0.01));
  }

  @Test
  void signsHaveOneMagnitude() {
    double[] values = draw("signs", 30, 50, 3).toDoubles();
    assertThat(Arrays.stream(values).map(Math::abs)).containsOnly(1 / 50.0);
    assertThat(Arrays.stream(values).filter(v -> v > 0).count()).isBetween(650L, 850L);
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherDoesNot() {
    double[] weight = draw("orthogonal", 6, 6, 3).toDoubles();
    assertThat(draw("orthogonal", 6, 6, 3).toDoubles()).isEqualTo(weight);
    assertThat(draw("orthogonal", 6, 6, 4).toDoubles()).isNotEqualTo(weight);
  }

  private Tensor draw(String name, int units, int fanIn, long seed) {
    Synapse synapse =
        Network.of(new int[] {fanIn}, List.of(Dense.of(units, Activation.IDENTITY)))
            .synapses()
            .get(0);
    Tensor weight = engine.zeros(ElementType.FLOAT64, units, fanIn);
    Initializers.REGISTRY.require(name).factory().draw(engine, Fan.of(synapse), seed, weight);
    return weight;
  }
}
