package io.github.altprop.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.tensor.Activation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayPlanTest {
  private static final int BATCH = 16;

  /** Widths of dense layers, and the floats that the smallest block has for every example. */
  @ParameterizedTest
  @CsvSource({
    // The error of 9 lies behind the outputs of 9 and 2, the one of 2 at the very end.
    "9 2 2 1, 22",
    // Nothing is free when the last layer sends the first error.
    "4 4 4 4 4 4, 28",
    "1 1 9, 12",
    "5, 5",
  })
  void errorsMeetNeitherEachOtherNorOutputsThatAreStillRead(String widths, long floats) {
    List<LayerFactory> factories =
        List.of(widths.split(" ")).stream()
            .map(width -> Dense.of(Integer.parseInt(width), Activation.RELU))
            .toList();
    List<Layer> layers = Network.of(new int[] {3}, factories).layers();
    List<Layer> senders = layers.subList(1, layers.size());

    OverlayPlan plan = new OverlayPlan(BATCH, layers, senders);

    assertThat(plan.elements()).isEqualTo(BATCH * floats);
    for (int i = 0; i < senders.size(); i++) {
      Layer layer = senders.get(i);
      long from = plan.inputError(layer);
      long to = from + (long) BATCH * layer.inputShape()[0];
      assertThat(from)
          .isGreaterThanOrEqualTo(plan.output(layer) + (long) BATCH * layer.outputShape()[0]);
      assertThat(to).isLessThanOrEqualTo(plan.elements());
      if (i + 1 < senders.size()) {
        long received = plan.inputError(senders.get(i + 1));
        assertThat(to <= received || received + (long) BATCH * layer.outputShape()[0] <= from)
            .isTrue();
      }
    }
  }
}
