package io.github.altprop.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Angles and class distances against an independent implementation. */
class GoldenMetricsTest {
  static Stream<GoldenCase> anglePairs() {
    return GoldenCases.all("metric").filter(golden -> golden.has("/expected/pairs"));
  }

  static Stream<GoldenCase> classDistances() {
    return GoldenCases.all("metric").filter(golden -> golden.has("/expected/intraPerClass"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("anglePairs")
  void angles_and_cosines_agree(GoldenCase golden) {
    for (int k = 0; k < golden.node("/expected/pairs").size(); k++) {
      String pair = "/expected/pairs/" + k;
      double[] u = golden.doubles(pair + "/u");
      double[] v = golden.doubles(pair + "/v");

      assertAgree(golden, pair + "/angleDegrees", "anglesDegrees", Angle.degrees(u, v));
      assertAgree(golden, pair + "/cosine", "cosine", Angle.cosine(u, v));
    }
  }

  private static void assertAgree(
      GoldenCase golden, String pointer, String tolerance, OptionalDouble actual) {
    double expected = golden.number(pointer);
    if (Double.isNaN(expected)) {
      assertThat(actual).as(pointer).isEmpty();
    } else {
      assertThat(actual.orElseThrow())
          .as(pointer)
          .isCloseTo(expected, within(golden.tolerance(tolerance)));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("classDistances")
  void distances_within_and_between_classes_agree(GoldenCase golden) {
    int classes = golden.integer("/hyperparameters/classes");
    int width = golden.shape("/batch/inputs")[1];
    ClassDistances distances =
        ClassDistances.of(
            golden.doubles("/batch/inputs"), width, golden.integers("/batch/labels"), classes);

    assertRelative(golden, "/expected/inter", distances.inter().orElse(Double.NaN));
    assertRelative(golden, "/expected/intra", distances.intra().orElse(Double.NaN));
    assertRelative(golden, "/expected/ratio", distances.ratio().orElse(Double.NaN));
    assertRelative(
        golden,
        "/expected/intraPerClass",
        IntStream.range(0, classes)
            .mapToDouble(k -> distances.intra(k).orElse(Double.NaN))
            .toArray());
    for (int k = 0; k < classes; k++) {
      assertRelative(golden, "/expected/centroids/" + k, distances.centroid(k));
    }
  }

  private static void assertRelative(GoldenCase golden, String pointer, double... actual) {
    assertThat(golden.array(pointer).relativeErrorOf(actual))
        .as(pointer)
        .isLessThanOrEqualTo(golden.tolerance("all"));
  }
}
