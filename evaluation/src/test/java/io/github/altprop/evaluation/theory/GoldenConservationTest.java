package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.metric.Angle;
import io.github.altprop.evaluation.theory.NaiveNetwork.Parameters;
import io.github.altprop.evaluation.theory.NaiveNetwork.Update;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conservation law along short trainings, against an independent implementation. */
class GoldenConservationTest {
  static Stream<GoldenCase> cases() {
    return GoldenCases.all("conservation");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void training_conserves_what_the_law_says(GoldenCase golden) {
    NaiveNetwork network = GoldenNetwork.network(golden, NaiveNetwork.CROSS_ENTROPY);
    Parameters initial = GoldenNetwork.parameters(golden, "/parameters");
    int[] labels = golden.integers("/batch/labels");
    double[] inputs = golden.doubles("/batch/inputs");
    int steps = golden.integer("/hyperparameters/steps");
    Parameters before = initial;
    Parameters now = initial;
    for (int t = 0; t <= steps; t++) {
      String step = "/expected/steps/" + t;
      Update rule = network.update(now, feedback(golden, now), inputs, labels);
      Update exact = network.update(now, now, inputs, labels);
      assertClose(golden, step + "/loss", "loss", rule.loss());
      assertWeights(golden, step, now);
      assertDominance(golden, step, rule, exact);
      for (String layer : golden.names(step + "/Q")) {
        assertLaw(golden, step, layer, initial, now);
        if (t > 0) {
          assertIdentity(golden, layer, before, now);
        }
      }
      before = now;
      now =
          t < steps
              ? now.step(golden.number("/hyperparameters/learningRate"), rule.updates())
              : now;
    }
    for (String name : golden.names("/expected/parametersAfter")) {
      assertThat(golden.weight("/expected/parametersAfter/" + name).relativeErrorOf(now.get(name)))
          .as(name)
          .isLessThanOrEqualTo(golden.tolerance("parametersAfter"));
    }
  }

  private static void assertWeights(GoldenCase golden, String step, Parameters now) {
    for (String name : golden.names(step + "/layerNorms")) {
      double[] weight = now.get(name);
      double norm = Alignment.of(weight, weight).forwardNorm();
      assertClose(golden, step + "/layerNorms/" + name, "layerNorms", norm);
    }
    for (String name : golden.names(step + "/feedbackInner")) {
      Alignment alignment = Alignment.of(now.get(name), feedback(golden, now).get(name));
      assertClose(
          golden, step + "/feedbackInner/" + name, "feedbackInner", alignment.innerProduct());
      assertThat(
              alignment.cosine().orElseThrow() - golden.number(step + "/alignmentCosine/" + name))
          .isBetween(-golden.tolerance("alignmentCosine"), golden.tolerance("alignmentCosine"));
    }
  }

  private static void assertDominance(GoldenCase golden, String step, Update rule, Update exact) {
    double[] gradient = exact.updates().flat();
    double[] update = rule.updates().flat();
    double inner = AlignmentDominance.inner(gradient, update);
    assertClose(golden, step + "/gradientInner", "gradientInner", inner);
    assertClose(
        golden,
        step + "/gradientCosine",
        "gradientCosine",
        Angle.cosine(gradient, update).orElseThrow());
    for (String order : golden.names(step + "/lambdaHat")) {
      assertClose(
          golden,
          step + "/lambdaHat/" + order,
          "lambdaHat",
          AlignmentDominance.lambda(inner, rule.loss(), Double.parseDouble(order)).orElseThrow());
    }
  }

  private static void assertLaw(
      GoldenCase golden, String step, String layer, Parameters initial, Parameters now) {
    ConservationLaw law = law(golden, layer);
    Connections then = connections(golden, layer, initial);
    Connections here = connections(golden, layer, now);
    assertThat(golden.array(step + "/Q/" + layer).relativeErrorOf(law.quantities(here)))
        .as(step + layer)
        .isLessThanOrEqualTo(golden.tolerance("Q"));
    assertOptional(golden, step + "/rho/" + layer, "rho", law.rho(then, here));
    assertOptional(golden, step + "/rho2/" + layer, "rho2", law.rho2(then, here));
  }

  private static void assertIdentity(
      GoldenCase golden, String layer, Parameters before, Parameters now) {
    double[] residuals =
        law(golden, layer)
            .identityResiduals(connections(golden, layer, before), connections(golden, layer, now));
    assertThat(Arrays.stream(residuals).max().orElseThrow())
        .as(layer)
        .isLessThan(golden.tolerance("identityResidualMax"));
  }

  private static ConservationLaw law(GoldenCase golden, String layer) {
    String next = next(golden, layer);
    return new ConservationLaw(
        switch (golden.text("/hyperparameters/method")) {
          case "gd" -> OutgoingTerm.forward();
          case "usf" -> OutgoingTerm.sign(golden.number("/hyperparameters/scales/" + next));
          default -> OutgoingTerm.fixed(golden.weight("/feedback/" + next).values());
        });
  }

  private static Connections connections(GoldenCase golden, String layer, Parameters parameters) {
    double[] incoming = parameters.get(layer + ".weight");
    int neurons = golden.weight("/parameters/" + layer + ".weight").shape()[0];
    return new Connections(
        neurons, incoming, parameters.get(layer + ".bias"), parameters.get(next(golden, layer)));
  }

  private static String next(GoldenCase golden, String layer) {
    List<String> weights = new ArrayList<>(golden.names("/parameters"));
    weights.removeIf(name -> !name.endsWith(".weight"));
    return weights.get(weights.indexOf(layer + ".weight") + 1);
  }

  private static Parameters feedback(GoldenCase golden, Parameters now) {
    return switch (golden.text("/hyperparameters/method")) {
      case "gd" -> now;
      case "usf" -> signs(golden, now);
      default -> GoldenNetwork.parameters(golden, "/feedback");
    };
  }

  private static Parameters signs(GoldenCase golden, Parameters now) {
    Parameters feedback = new Parameters();
    for (String name : golden.names("/hyperparameters/scales")) {
      double scale = golden.number("/hyperparameters/scales/" + name);
      feedback.with(name, Arrays.stream(now.get(name)).map(w -> scale * Math.signum(w)).toArray());
    }
    return feedback;
  }

  private static void assertOptional(
      GoldenCase golden, String pointer, String tolerance, OptionalDouble actual) {
    if (Double.isNaN(golden.number(pointer))) {
      assertThat(actual).as(pointer).isEmpty();
    } else {
      assertClose(golden, pointer, tolerance, actual.orElseThrow());
    }
  }

  private static void assertClose(
      GoldenCase golden, String pointer, String tolerance, double actual) {
    assertThat(golden.array(pointer).relativeErrorOf(new double[] {actual}))
        .as(pointer)
        .isLessThanOrEqualTo(golden.tolerance(tolerance));
  }
}
