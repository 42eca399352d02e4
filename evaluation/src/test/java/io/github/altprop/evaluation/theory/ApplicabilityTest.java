package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicabilityTest {
  @Test
  void without_obstacles_the_law_applies() {
    assertThat(Applicability.given(List.of()).applies()).isTrue();
    assertThat(Applicability.given(List.of()).reason()).isEmpty();
  }

  @Test
  void every_obstacle_is_named_once() {
    Applicability applicability =
        Applicability.given(List.of(Obstacle.RESIDUAL, Obstacle.WEIGHT_DECAY, Obstacle.RESIDUAL));

    assertThat(applicability.applies()).isFalse();
    assertThat(applicability.reason().orElseThrow())
        .startsWith("the conservation law does not apply: weight decay")
        .endsWith("; " + Obstacle.RESIDUAL.reason());
  }

  @Test
  void connections_of_the_wrong_size_are_refused() {
    assertThatThrownBy(() -> new Connections(3, new double[4], new double[0], new double[3]))
        .hasMessageContaining("4 incoming weights are no multiple of 3 neurons");
    assertThatThrownBy(() -> new Connections(3, new double[3], new double[2], new double[3]))
        .hasMessageContaining("2 biases, expected 3 or none");
  }

  @Test
  void a_weight_that_leaves_zero_counts_once_and_one_that_flips_twice() {
    OutgoingTerm sign = OutgoingTerm.sign(0.5);

    assertThat(sign.excess(0, 0, 4)).isEqualTo(2);
    assertThat(sign.excess(0, -1, 4)).isEqualTo(4);
    assertThat(sign.excess(0, 1, 4)).isZero();
    assertThat(sign.excess(0, 1, 0)).isZero();
  }
}
