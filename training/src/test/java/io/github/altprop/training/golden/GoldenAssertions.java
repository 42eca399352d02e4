package io.github.altprop.training.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/** Compares what a rule computed with what a golden case expects, within its tolerances. */
public final class GoldenAssertions {
  private GoldenAssertions() {}

  /** The loss, reduced as the case says, from the sum over its examples. */
  public static void assertLoss(GoldenCase golden, double sum, int examples) {
    boolean mean = golden.text("/hyperparameters/lossReduction").equals("mean");
    assertThat(mean ? sum / examples : sum)
        .as("%s loss", golden)
        .isCloseTo(
            golden.number("/expected/loss"),
            org.assertj.core.data.Offset.offset(
                golden.tolerance("loss") * Math.abs(golden.number("/expected/loss"))));
  }

  /** Every parameter that {@code pointer} lists. */
  public static void assertVector(
      GoldenCase golden, String pointer, ParameterVector actual, boolean perParameter) {
    for (String name : golden.names(pointer)) {
      double tolerance =
          perParameter ? golden.gradientTolerance(name) : golden.tolerance("gradients");
      assertThat(golden.weight(pointer + "/" + name).relativeErrorOf(actual.view(name).toDoubles()))
          .as("%s %s/%s", golden, pointer, name)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  /** One array, in the file's own layout. */
  public static void assertTensor(
      GoldenCase golden, String pointer, Tensor actual, String tolerance) {
    assertThat(golden.array(pointer).relativeErrorOf(actual.toDoubles()))
        .as("%s %s", golden, pointer)
        .isLessThanOrEqualTo(golden.tolerance(tolerance));
  }

  /** The angle of every weight's update to backprop's; undefined where either is zero. */
  public static void assertAngles(
      GoldenCase golden,
      Engine engine,
      List<Synapse> synapses,
      ParameterVector updates,
      ParameterVector gradients) {
    for (Synapse synapse : synapses) {
      Parameter weight = synapse.weight();
      double expected = golden.number("/expected/anglesDegrees/" + weight.name());
      double actual = degrees(engine, updates.view(weight), gradients.view(weight));
      if (Double.isNaN(expected)) {
        assertThat(actual).as("%s angle of %s", golden, weight).isNaN();
      } else {
        assertThat(actual)
            .as("%s angle of %s", golden, weight)
            .isCloseTo(
                expected, org.assertj.core.data.Offset.offset(golden.tolerance("anglesDegrees")));
      }
    }
  }

  /** acos of the clipped cosine, in degrees; NaN if either is zero. */
  public static double degrees(Engine engine, Tensor u, Tensor v) {
    double cosine = engine.dot(u, v) / (engine.norm(u) * engine.norm(v));
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }
}
