package io.github.altprop.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.training.tensor.ElementType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AverageTest {
  @Test
  void weighsByExamples() {
    ModelState mean =
        Average.of(
            List.of(
                new Average.Part(state(ElementType.FLOAT32, 5, 1, 2), 300),
                new Average.Part(state(ElementType.FLOAT32, 4, 5, 4), 100)));

    assertThat(doubles(mean.parameters())).containsExactly(2, 2.5);
    assertThat(doubles(mean.statistics())).containsExactly(3, 3.5);
    assertThat(doubles(mean.optimizer().slots().get("moment"))).containsExactly(4, 4.5);
    assertThat(mean.optimizer().steps()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void theMeanOfOneIsThatOne(ElementType type) {
    ModelState one = state(type, 3, 0.1, 1e-30, -7.7);

    assertThat(Average.of(List.of(new Average.Part(one, 37)))).isSameAs(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theMeanOfEqualFloatsIsThatFloat(int workers) {
    double[] values =
        new SplittableRandom(1).doubles(1000, -1, 1).map(v -> (double) (float) v).toArray();
    Average.Part part = new Average.Part(state(ElementType.FLOAT32, 1, values), 256);

    ModelState mean = Average.of(java.util.Collections.nCopies(workers, part));

    assertThat(doubles(mean.parameters())).isEqualTo(values);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void numbersSurviveTheWayBetweenProcesses(ElementType type)
      throws IOException, ClassNotFoundException {
    double[] values = new SplittableRandom(2).doubles(40_000, -1, 1).toArray();
    ModelState state = state(type, 9, values);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ModelState back = (ModelState) in.readObject();
      assertThat(doubles(back.parameters())).isEqualTo(doubles(state.parameters()));
      assertThat(back.parameters().type()).isEqualTo(type);
      assertThat(back.optimizer().steps()).isEqualTo(9);
    }
  }

  private static ModelState state(ElementType type, long steps, double... values) {
    double[] statistics = Arrays.stream(values).map(v -> v + 1).toArray();
    double[] moments = Arrays.stream(values).map(v -> v + 2).toArray();
    return new ModelState(
        Numbers.of(type, values),
        Numbers.of(type, statistics),
        new OptimizerState(Map.of("moment", Numbers.of(type, moments)), steps));
  }

  private static double[] doubles(Numbers numbers) {
    double[] values = new double[numbers.size()];
    numbers.addTo(values, 1);
    return values;
  }
}
