package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class StepRecordsTest {
  @Test
  void keepsTheNumbersOfEveryStepInOrderInMemoryThatDoesNotGrow() {
    try (Engine engine = TestDevice.engine(1)) {
      StepRecords records = new StepRecords(engine);
      Tensor values = engine.zeros(ElementType.FLOAT64, 1, 2);
      values.put(new double[] {0, 1});
      records.add(values);
      long bytes = engine.allocatedBytes();
      for (int step = 1; step < 2500; step++) {
        values.put(new double[] {step, step + 1});
        records.add(values);
      }

      var all = records.take();

      assertThat(engine.allocatedBytes()).isEqualTo(bytes);
      assertThat(all).hasSize(2500);
      for (int step = 0; step < all.size(); step++) {
        assertThat(all.get(step)).containsExactly(step, step + 1);
      }
      assertThat(records.take()).isEmpty();
    }
  }

  @Test
  void forgetsWhatIsNotWanted() {
    try (Engine engine = TestDevice.engine(1)) {
      StepRecords records = new StepRecords(engine);
      Tensor values = engine.zeros(ElementType.FLOAT64, 1);
      records.add(values);
      records.clear();
      values.put(new double[] {7});
      records.add(values);

      assertThat(records.take()).containsExactly(new double[] {7});
    }
  }
}
