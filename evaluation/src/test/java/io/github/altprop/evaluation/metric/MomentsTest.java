package io.github.altprop.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void the_deviation_is_that_of_the_population() {
    Moments moments = Moments.NONE.plus(1).plus(2).plus(6);

    assertThat(moments.mean()).hasValue(3);
    assertThat(moments.standardDeviation().orElseThrow())
        .isCloseTo(Math.sqrt(14 / 3.0), within(1e-15));
  }

  @Test
  void merged_parts_equal_the_whole() {
    Moments whole = Moments.NONE.plus(1).plus(2).plus(6).plus(-4);
    Moments merged =
        Moments.NONE.plus(1).merge(Moments.NONE).merge(Moments.NONE.plus(2).plus(6).plus(-4));

    assertThat(merged.count()).isEqualTo(4);
    assertThat(merged.mean().orElseThrow()).isCloseTo(whole.mean().orElseThrow(), within(1e-15));
    assertThat(merged.sumOfSquares()).isCloseTo(whole.sumOfSquares(), within(1e-13));
  }

  @Test
  void nothing_has_no_mean() {
    assertThat(Moments.NONE.mean()).isEmpty();
    assertThat(Moments.NONE.standardDeviation()).isEmpty();
  }

  @Test
  void undefined_angles_are_counted_and_skipped() {
    LayerAngles angles = new LayerAngles();
    angles.add("hidden", OptionalDouble.of(80));
    angles.add("hidden", OptionalDouble.empty());
    angles.add("output", OptionalDouble.empty());
    LayerAngles more = new LayerAngles();
    more.add("hidden", OptionalDouble.of(90));
    angles.merge(more);

    assertThat(angles.degrees()).containsOnlyKeys("hidden", "output");
    assertThat(angles.degrees().get("hidden").mean()).hasValue(85);
    assertThat(angles.degrees().get("output").mean()).isEmpty();
    assertThat(angles.undefined("hidden")).isEqualTo(1);
  }
}
