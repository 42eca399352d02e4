package io.github.altprop.evaluation.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void ends_and_ticks_are_round() {
    Axis axis = Axis.around("accuracy", Unit.PERCENT, 0.12, 0.401);

    assertThat(axis.ticks())
        .containsExactly(new double[] {0, 0.1, 0.2, 0.3, 0.4, 0.5}, within(1e-12));
    assertThat(axis.position(0.25)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void values_far_from_zero_fill_the_axis() {
    Axis axis = Axis.around("accuracy", Unit.PERCENT, 0.962, 0.991);

    assertThat(axis.ticks()[0]).isGreaterThan(0.9);
  }

  @Test
  void degenerate_values_still_make_an_axis() {
    for (Axis axis :
        new Axis[] {
          Axis.around("x", Unit.NUMBER),
          Axis.around("x", Unit.NUMBER, 0, 0),
          Axis.around("x", Unit.NUMBER, -3, -3),
          Axis.around("x", Unit.NUMBER, Double.NaN, 1e-9),
          Axis.aroundOrLogarithmic("x", Unit.NUMBER, 1e-5, 1e30, Double.POSITIVE_INFINITY),
          Axis.spanning("x", Unit.COUNT, 1),
          Axis.spanning("x", Unit.COUNT),
          Axis.ofAngles("x", 0)
        }) {
      assertThat(axis.ticks().length).isBetween(2, 12);
      assertThat(axis.position(axis.ticks()[0])).isBetween(-1e-9, 1 + 1e-9);
    }
  }

  @Test
  void a_single_value_is_seen_from_zero() {
    assertThat(Axis.around("accuracy", Unit.PERCENT, 0.2).ticks()[0]).isZero();
  }

  @Test
  void losses_over_decades_get_a_logarithmic_axis() {
    Axis axis = Axis.aroundOrLogarithmic("loss", Unit.NUMBER, 0.002, 3);

    assertThat(axis.ticks()).containsExactly(new double[] {1e-3, 1e-2, 0.1, 1, 10}, within(1e-12));
    assertThat(axis.position(0.1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void angles_end_at_a_multiple_of_thirty_degrees_unless_small() {
    assertThat(Axis.ofAngles("a", 84).ticks()).endsWith(90);
    assertThat(Axis.ofAngles("a", 95).ticks()).endsWith(120);
    assertThat(Axis.ofAngles("a", 2.2).ticks()).endsWith(2.5);
  }

  @Test
  void epochs_have_whole_ticks() {
    assertThat(Axis.spanning("epoch", Unit.COUNT, 1, 3).ticks()).containsExactly(1, 2, 3);
  }

  @Test
  void values_are_written_as_precisely_as_their_unit_wants() {
    assertThat(Unit.DEGREES.value(0)).isEqualTo("0°");
    assertThat(Unit.DEGREES.value(3e-5)).isEqualTo("3.0e-05°");
    assertThat(Unit.DEGREES.value(1.934)).isEqualTo("1.93°");
    assertThat(Unit.DEGREES.value(84.12)).isEqualTo("84.1°");
    assertThat(Unit.PERCENT.value(OptionalDouble.of(0.4012))).isEqualTo("40.1\u202f%");
    assertThat(Unit.NUMBER.value(OptionalDouble.of(Double.NaN))).isEqualTo("–");
    assertThat(Unit.NUMBER.value(1234567)).isEqualTo("1.23e6");
    assertThat(Unit.COUNT.value(39200)).isEqualTo("39,200");
  }
}
