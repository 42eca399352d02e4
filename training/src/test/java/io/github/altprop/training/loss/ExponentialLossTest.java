package io.github.altprop.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class ExponentialLossTest {
  private final ExponentialLoss mean = new ExponentialLoss(Reduction.MEAN);

  @Test
  void theDerivativeIsThatOfTheMeanOfExpOfMinusYF() {
    try (Engine engine = TestDevice.engine(1)) {
      Tensor outputs = engine.zeros(ElementType.FLOAT64, 2, 1);
      Tensor labels = engine.zeros(ElementType.FLOAT64, 2);
      Tensor error = engine.zeros(ElementType.FLOAT64, 2, 1);
      Tensor loss = engine.zeros(ElementType.FLOAT64, 1);
      outputs.put(new double[] {0.5, -2});
      labels.put(new double[] {0, 1});

      mean.evaluate(engine, outputs, labels, error, loss);

      assertThat(loss.at(0)).isCloseTo(Math.exp(0.5) + Math.exp(2), within(1e-12));
      assertThat(error.toDoubles())
          .containsExactly(new double[] {Math.exp(0.5) / 2, -Math.exp(2) / 2}, within(1e-12));
      assertThat(mean.reduced(6, 2)).isEqualTo(3);
    }
  }

  @Test
  void theSignOfTheOutputIsTheAnswer() {
    assertThat(mean.scores(0.3f, -0.3f)).containsExactly(0, 0.3f, 0, -0.3f);
  }

  @Test
  void anOutputThatIsNoNumberIsNoAnswer() {
    assertThat(mean.scores(Float.NaN)).containsExactly(Float.NaN, Float.NaN);
  }

  @Test
  void twoClassesNeedOneOutputAndOthersAreRefused() {
    assertThat(mean.outputs(2)).isOne();
    assertThatThrownBy(() -> mean.outputs(10))
        .hasMessageContaining("two classes")
        .hasMessageContaining("10");
  }
}
