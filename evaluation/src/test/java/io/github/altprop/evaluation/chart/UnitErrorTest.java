package io.github.altprop.evaluation.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitErrorTest {
  @Test
  void anErrorHasTwoDigitsAndItsValueTheSameDecimals() {
    assertThat(Unit.NUMBER.value(0.22861, 0.1212)).isEqualTo("0.23 ± 0.12");
    assertThat(Unit.NUMBER.value(12.3456, 0.0345)).isEqualTo("12.346 ± 0.035");
    assertThat(Unit.NUMBER.value(1234.5, 67)).isEqualTo("1235 ± 67");
  }

  @Test
  void aSmallErrorOfAPercentageHasASecondDecimal() {
    assertThat(Unit.PERCENT.value(0.9852, 0.0003)).isEqualTo("98.52\u202f% ± 0.03\u202f%");
  }

  @Test
  void whatRoundsToNothingHasNoSign() {
    assertThat(Unit.PERCENT.value(-0.0001)).isEqualTo("0.0\u202f%");
    assertThat(Unit.PERCENT.value(-0.001)).isEqualTo("-0.1\u202f%");
  }

  @Test
  void bothShareAPowerOfTen() {
    assertThat(Unit.NUMBER.value(0.0002494, 2.28e-5)).isEqualTo("(2.49 ± 0.23)e-4");
    assertThat(Unit.NUMBER.value(-7.0e7, 5e6)).isEqualTo("(-7.00 ± 0.50)e7");
  }

  @Test
  void withoutAnErrorAValueStandsAsItIs() {
    assertThat(Unit.NUMBER.value(0.5, 0)).isEqualTo("0.5 ± 0");
    assertThat(Unit.COUNT.value(13_405_194, 0)).isEqualTo("13,405,194");
    assertThat(Unit.PERCENT.value(0.532, 0.004)).isEqualTo("53.2\u202f% ± 0.4\u202f%");
  }
}
