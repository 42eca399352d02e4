package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.training.tensor.ElementType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {
  @Test
  void weighsByExamples() {
    Slice mean =
        Slice.mean(
            List.of(
                slice(0, 300, ElementType.FLOAT32, 1, 2),
                slice(1, 100, ElementType.FLOAT32, 5, 4)));

    assertThat(mean.averaged().get(0).toDoubles()).containsExactly(2, 2.5);
    assertThat(mean.averaged().get(1).toDoubles()).containsExactly(-2, -2.5);
    assertThat(mean.examples()).isEqualTo(400);
  }

  @Test
  void doesNotDependOnWhoCameFirst() {
    List<Slice> slices = new ArrayList<>();
    for (int worker = 0; worker < 5; worker++) {
      double[] values = new SplittableRandom(worker).doubles(5000, -1, 1).toArray();
      slices.add(slice(worker, 100 + worker, ElementType.FLOAT64, values));
    }
    double[] inOrder = Slice.mean(slices).averaged().get(0).toDoubles();
    Collections.reverse(slices);

    assertThat(Slice.mean(slices).averaged().get(0).toDoubles()).isEqualTo(inOrder);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void theMeanOfOneIsThatOne(ElementType type) {
    Slice one = slice(3, 37, type, 0.1, 1e-30, -7.7);

    assertThat(Slice.mean(List.of(one))).isSameAs(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theMeanOfEqualFloatsIsThatFloat(int workers) {
    double[] values =
        new SplittableRandom(1).doubles(5000, -1, 1).map(v -> (double) (float) v).toArray();
    List<Slice> slices = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      slices.add(slice(worker, 256, ElementType.FLOAT32, values));
    }

    assertThat(Slice.mean(slices).averaged().get(0).toDoubles()).isEqualTo(values);
  }

  @Test
  void whatWorkersKeepIsListedInTheirOrder() {
    Numbers first = Numbers.of(ElementType.FLOAT32, new double[] {1});
    Numbers second = Numbers.of(ElementType.FLOAT32, new double[] {2});

    Slice mean =
        Slice.mean(
            List.of(
                new Slice(1, 10, List.of(), List.of(List.of(second)), List.of()),
                new Slice(0, 10, List.of(), List.of(List.of(first)), List.of())));

    assertThat(mean.kept()).containsExactly(List.of(first), List.of(second));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void survivesTheWayBetweenProcesses(ElementType type) throws IOException, ClassNotFoundException {
    double[] values = new SplittableRandom(2).doubles(40_000, -1, 1).toArray();
    Slice slice = slice(1, 9, type, values);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    slice.writeTo(new DataOutputStream(bytes));
    Slice back = Slice.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(back.averaged().get(0).toDoubles()).isEqualTo(slice.averaged().get(0).toDoubles());
    assertThat(back.averaged().get(0).type()).isEqualTo(type);
    assertThat(back.examples()).isEqualTo(9);
    assertThat(back.reports()).isEqualTo(slice.reports());
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void itsBytesSayWhatItSays(ElementType type) {
    double[] values = new SplittableRandom(3).doubles(40_000, -1, 1).toArray();
    Slice slice = slice(1, 9, type, values);

    byte[] bytes = slice.toBytes();

    assertThat(Slice.reportsIn(bytes)).isEqualTo(slice.reports());
    assertThat(Slice.of(bytes).toBytes()).isEqualTo(bytes);
    assertThat(Slice.reportsIn(Slice.withoutReports(bytes))).isEmpty();
    assertThat(Slice.withoutReports(Slice.withoutReports(bytes)))
        .isEqualTo(Slice.withoutReports(bytes));
    assertThat(Slice.of(bytes).averaged().get(1).toDoubles())
        .isEqualTo(slice.averaged().get(1).toDoubles());
  }

  /** A slice of two vectors: the values and their negatives. */
  private static Slice slice(int worker, long examples, ElementType type, double... values) {
    double[] negatives = Arrays.stream(values).map(v -> -v).toArray();
    return new Slice(
        worker,
        examples,
        List.of(Numbers.of(type, values), Numbers.of(type, negatives)),
        List.of(),
        List.of(
            new Report(
                worker,
                "host",
                examples,
                1.5,
                8,
                List.of(),
                null,
                List.of(),
                List.of(),
                new Report.Clock(1, 2, 3))));
  }
}
