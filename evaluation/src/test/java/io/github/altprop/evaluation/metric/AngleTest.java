package io.github.altprop.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AngleTest {
  @Test
  void floats_are_summed_in_double() {
    float[] u = new float[1 << 20];
    float[] v = new float[1 << 20];
    Arrays.fill(u, 1e-3f);
    Arrays.fill(v, 1e-3f);
    v[0] = 2e-3f;

    // tan = |v - u| / |u|, up to the component along u
    assertThat(Angle.degrees(u, v).orElseThrow())
        .isCloseTo(Math.toDegrees(Math.atan(1 / 1024.0)), within(1e-4));
  }

  @Test
  void zero_and_non_finite_arrays_have_no_angle() {
    double[] ones = {1, 1};

    assertThat(Angle.degrees(new double[2], ones)).isEmpty();
    assertThat(Angle.degrees(new float[2], new float[] {1, 1})).isEmpty();
    assertThat(Angle.degrees(new double[] {Double.NaN, 1}, ones)).isEmpty();
    assertThat(Angle.degrees(new double[] {Double.POSITIVE_INFINITY, 1}, ones)).isEmpty();
  }

  @Test
  void extreme_magnitudes_neither_underflow_nor_overflow() {
    assertThat(Angle.degrees(new double[] {1e-300, 0}, new double[] {1e300, 1e300}).orElseThrow())
        .isCloseTo(45, within(1e-12));
  }

  @Test
  void tensors_and_arrays_have_the_same_angle_at_any_magnitude() {
    double[] u = {1, 2, -3};
    double[] v = {0.5, 2, 1};
    double expected = Angle.degrees(u, v).orElseThrow();
    try (Engine engine = Engines.cpu(1)) {
      for (double magnitude : new double[] {1, 1e-200, 1e200}) {
        Tensor scaled = engine.zeros(ElementType.FLOAT64, 3);
        scaled.put(Arrays.stream(u).map(x -> x * magnitude).toArray());
        Tensor other = engine.zeros(ElementType.FLOAT64, 3, 1);
        other.put(v);

        assertThat(Angle.degrees(engine, scaled, other).orElseThrow())
            .isCloseTo(expected, within(1e-10));
      }
      Tensor zero = engine.zeros(ElementType.FLOAT32, 3);
      assertThat(Angle.degrees(engine, zero, zero)).isEmpty();
    }
  }

  @Test
  void arrays_of_different_length_are_refused() {
    assertThatThrownBy(() -> Angle.degrees(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
  }
}
