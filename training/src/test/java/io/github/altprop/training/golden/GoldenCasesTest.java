package io.github.altprop.training.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class GoldenCasesTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void arrays_are_flat_row_major_with_null_as_nan() throws Exception {
    GoldenCase golden = golden("{'x': [[1, 2, 3], [4, null, 6]]}");

    assertThat(golden.shape("/x")).containsExactly(2, 3);
    assertThat(golden.doubles("/x")).containsExactly(1, 2, 3, 4, Double.NaN, 6);
  }

  @Test
  void dense_weights_are_transposed_and_kernels_are_not() throws Exception {
    GoldenCase golden = golden("{'w': [[1, 2, 3], [4, 5, 6]], 'k': [[[[1]], [[2]]]]}");

    assertThat(golden.weight("/w").shape()).containsExactly(3, 2);
    assertThat(golden.weight("/w").values()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(golden.weight("/k").shape()).containsExactly(1, 2, 1, 1);
  }

  @Test
  void reflections_are_multiplied_out_in_order() throws Exception {
    GoldenCase golden = golden("{'w': {'householder': [[1, 0], [1, 1]]}}");

    // diag(-1, 1) times the exchange of both axes with a minus sign
    assertThat(golden.doubles("/w")).containsExactly(new double[] {0, 1, -1, 0}, within(1e-15));
  }

  @Test
  void errors_are_relative_to_the_expected_norm_and_skip_undefined_entries() throws Exception {
    GoldenArray expected = golden("{'x': [3, 4, null]}").array("/x");

    assertThat(expected.relativeErrorOf(new double[] {3, 4, 99})).isZero();
    assertThat(expected.relativeErrorOf(new double[] {3, 4.5, 0})).isCloseTo(0.1, within(1e-15));
    assertThat(expected.relativeErrorOf(new double[] {3, Double.NaN, 0})).isNaN();
  }

  @Test
  void a_ragged_list_or_an_absent_place_fails_with_its_pointer() throws Exception {
    GoldenCase golden = golden("{'x': [[1, 2], [3]]}");

    assertThatThrownBy(() -> golden.doubles("/x"))
        .hasMessageContaining("/x")
        .hasMessageContaining("ragged");
    assertThatThrownBy(() -> golden.doubles("/y")).hasMessageContaining("/y");
  }

  @Test
  void a_tolerance_falls_back_to_the_one_for_everything() throws Exception {
    GoldenCase golden = golden("{'tolerances': {'all': 1e-9, 'loss': 1e-11}}");

    assertThat(golden.tolerance("loss")).isEqualTo(1e-11);
    assertThat(golden.tolerance("outputs")).isEqualTo(1e-9);
  }

  private GoldenCase golden(String text) throws Exception {
    return new GoldenCase("sample", json.readTree(text.replace('\'', '"')));
  }
}
