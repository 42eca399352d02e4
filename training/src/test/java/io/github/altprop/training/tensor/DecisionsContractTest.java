package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Decisions} on every engine. */
class DecisionsContractTest extends EngineContract {
  @Test
  void comparesNumbersAndSaysNoToWhatIsNone() {
    Tensor holds = number(Double.NaN);
    double nan = Double.NaN;
    for (double[] pair : List.of(new double[] {1, 2}, new double[] {2, 2}, new double[] {3, 2})) {
      engine.atMost(number(pair[0]), number(pair[1]), holds);
      assertThat(holds.at(0)).isEqualTo(pair[0] <= pair[1] ? 1 : 0);
      engine.less(number(pair[0]), number(pair[1]), holds);
      assertThat(holds.at(0)).isEqualTo(pair[0] < pair[1] ? 1 : 0);
    }
    for (double[] pair : List.of(new double[] {nan, 2}, new double[] {2, nan})) {
      engine.fill(1, holds);
      engine.atMost(number(pair[0]), number(pair[1]), holds);
      assertThat(holds.at(0)).isZero();
      engine.fill(1, holds);
      engine.less(number(pair[0]), number(pair[1]), holds);
      assertThat(holds.at(0)).isZero();
    }
  }

  @Test
  void doesOneOfTwoThings() {
    Tensor x = output(3);
    engine.branch(number(1), () -> engine.fill(5, x), () -> engine.fill(7, x));
    assertThat(x.toDoubles()).containsOnly(5);
    engine.branch(number(0), () -> engine.fill(5, x), () -> engine.fill(7, x));
    assertThat(x.toDoubles()).containsOnly(7);
  }

  @Test
  void repeatsAsLongAsTheNumberSaysSo() {
    Tensor x = number(1);
    Tensor bound = number(100);
    Tensor goOn = number(1);
    engine.repeat(
        goOn,
        () -> {
          engine.scale(2, x, x);
          engine.less(x, bound, goOn);
        });
    assertThat(x.at(0)).isEqualTo(128);
    engine.repeat(goOn, () -> engine.fill(0, x));
    assertThat(x.at(0)).isEqualTo(128);
  }

  @Test
  void refusesWhatIsNotOneNumber() {
    assertThatThrownBy(() -> engine.branch(tensor(new double[2], 2), () -> {}, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("branch");
  }

  @Test
  void leavesNormsInTensors() {
    double[] x = normals(257, 129);
    Tensor norm = number(Double.NaN);
    Tensor tensor = tensor(x, 257, 129);
    engine.norm(tensor, norm);
    assertThat(norm.at(0)).isEqualTo(engine.norm(tensor));
  }
}
