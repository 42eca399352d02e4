package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.evaluation.theory.NaiveNetwork.Parameters;
import io.github.altprop.evaluation.theory.NaiveNetwork.Update;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weight alignment and alignment dominance, against an independent implementation. */
class GoldenAlignmentTest {
  static Stream<GoldenCase> alignments() {
    return GoldenCases.all("metric").filter(golden -> golden.has("/expected/layerNorms"));
  }

  static Stream<GoldenCase> dominances() {
    return GoldenCases.all("metric").filter(golden -> golden.has("/expected/lambdaTheory"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("alignments")
  void weights_align_with_feedback_as_expected(GoldenCase golden) {
    for (String kind : golden.names("/expected/alignment")) {
      for (String name : golden.names("/expected/alignment/" + kind)) {
        String place = "/expected/alignment/" + kind + "/" + name;
        double[] weight = golden.weight("/parameters/" + name).values();
        Alignment alignment = Alignment.of(weight, feedback(golden, kind, name, weight));

        assertClose(golden, place + "/cosine", alignment.cosine().orElseThrow());
        assertClose(golden, place + "/inner", alignment.innerProduct());
        assertClose(golden, place + "/normWeight", alignment.forwardNorm());
        assertClose(golden, place + "/normFeedback", alignment.feedbackNorm());
        assertClose(golden, place + "/normRatio", alignment.normRatio().orElseThrow());
        assertClose(golden, place + "/entries", alignment.entries());
        assertClose(golden, place + "/signLowerBound", alignment.signLowerBound());
        assertClose(golden, "/expected/layerNorms/" + name, alignment.forwardNorm());
        double degrees = golden.number(place + "/angleDegrees");
        assertThat(alignment.angleDegrees().orElseThrow())
            .as(place)
            .isCloseTo(degrees, within(angleTolerance(degrees, golden.tolerance("all"))));
        if (kind.equals("sign")) {
          assertThat(alignment.cosine().orElseThrow())
              .isGreaterThanOrEqualTo(alignment.tightSignLowerBound())
              .isGreaterThanOrEqualTo(alignment.signLowerBound());
        }
      }
    }
  }

  /** What an error of the cosine becomes at this angle: acos is steep near 0 and 180 degrees. */
  private static double angleTolerance(double degrees, double cosineTolerance) {
    double sine = Math.sin(Math.toRadians(degrees));
    return Math.toDegrees(cosineTolerance / Math.max(sine, Math.sqrt(cosineTolerance)));
  }

  private static double[] feedback(GoldenCase golden, String kind, String name, double[] weight) {
    double scale = golden.number("/hyperparameters/signScale");
    return switch (kind) {
      case "self" -> weight;
      case "sign" -> Arrays.stream(weight).map(w -> scale * Math.signum(w)).toArray();
      default -> golden.weight("/feedback/" + kind + "/" + name).values();
    };
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("dominances")
  void alignment_dominates_as_expected(GoldenCase golden) {
    NaiveNetwork network = GoldenNetwork.network(golden, NaiveNetwork.EXPONENTIAL);
    Parameters parameters = GoldenNetwork.parameters(golden, "/parameters");
    Parameters feedback = GoldenNetwork.parameters(golden, "/feedback");
    int[] labels = golden.integers("/batch/labels");
    double[] inputs = golden.doubles("/batch/inputs");
    Update rule = network.update(parameters, feedback, inputs, labels);
    Update exact = network.update(parameters, parameters, inputs, labels);
    double inner = AlignmentDominance.inner(exact.updates().flat(), rule.updates().flat());

    assertClose(golden, "/expected/loss", rule.loss());
    assertClose(golden, "/expected/inner", inner);
    for (String name : golden.names("/expected/innerPerLayer")) {
      assertClose(
          golden,
          "/expected/innerPerLayer/" + name,
          AlignmentDominance.inner(exact.updates().get(name), rule.updates().get(name)));
    }
    for (String order : golden.names("/expected/lambdaHat")) {
      assertClose(
          golden,
          "/expected/lambdaHat/" + order,
          AlignmentDominance.lambda(inner, rule.loss(), Double.parseDouble(order)).orElseThrow());
    }
    assertTheory(golden, parameters, feedback, ExampleGeometry.of(inputs, labels));
  }

  private static void assertTheory(
      GoldenCase golden, Parameters parameters, Parameters feedback, ExampleGeometry examples) {
    double[] output = parameters.get("layer1.weight");
    Connections initial =
        new Connections(output.length, parameters.get("layer0.weight"), new double[0], output);
    TwoLayerTheory theory = TwoLayerTheory.fixedFeedback(initial, feedback.get("layer1.weight"));
    double slope = golden.number("/network/layers/0/slope");
    double lambda = slope * slope * theory.energy() * examples.separability();

    assertClose(golden, "/expected/separability", examples.separability());
    assertClose(golden, "/expected/c", theory.energy());
    assertClose(golden, "/expected/lambdaTheory", lambda);
    if (theory.signsKept()) {
      assertThat(theory.separableLambda(examples, slope).orElseThrow())
          .isCloseTo(lambda, within(1e-12 * lambda));
    }
    double[] times = golden.doubles("/expected/boundTimes");
    for (String order : golden.names("/expected/bounds")) {
      double p = Double.parseDouble(order);
      double[] bounds =
          Arrays.stream(times)
              .map(t -> AlignmentDominance.lossBound(golden.number("/expected/loss"), lambda, p, t))
              .toArray();
      assertClose(golden, "/expected/bounds/" + order, bounds);
    }
  }

  private static void assertClose(GoldenCase golden, String pointer, double... actual) {
    assertThat(golden.array(pointer).relativeErrorOf(actual))
        .as(pointer)
        .isLessThanOrEqualTo(golden.tolerance("all"));
  }
}
