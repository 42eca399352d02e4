package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.theory.NaiveNetwork.Parameters;
import io.github.altprop.evaluation.theory.NaiveNetwork.Update;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two-layer networks on made-up examples, where the theory promises bounds. */
class TheoryLabTest {
  private static final int NEURONS = 20;
  private static final double SLOPE = 0.3;
  private static final double RATE = 1e-3;
  private static final int STEPS = 1000;

  @Test
  void feedback_alignment_on_separable_examples_keeps_signs_and_stays_under_the_loss_bound() {
    Examples examples = Examples.separable(new SplittableRandom(1), 12, 40);
    SplittableRandom random = new SplittableRandom(2);
    double[] feedback = signs(random, 1.0);
    Parameters initial = weights(random, examples.features(), 0.02, 0.5, feedback);
    Connections start = connections(initial);
    TwoLayerTheory theory = TwoLayerTheory.fixedFeedback(start, feedback);
    double lambda = theory.separableLambda(examples.geometry(), SLOPE).orElseThrow();

    assertThat(theory.signsKept()).isTrue();
    run(
        examples,
        initial,
        output -> feedback,
        moment -> {
          double[] output = moment.output();
          for (int j = 0; j < NEURONS; j++) {
            assertThat(output[j] * feedback[j]).isNotNegative();
          }
          assertThat(Alignment.of(output, feedback).cosine().orElseThrow())
              .isGreaterThanOrEqualTo(theory.cosineBound());
          assertDominates(moment, lambda);
        });
  }

  @Test
  void sign_feedback_on_nearly_orthogonal_examples_stays_under_the_loss_bound() {
    Examples examples = Examples.nearlyOrthogonal(new SplittableRandom(3), 8);
    SplittableRandom random = new SplittableRandom(4);
    Parameters initial = weights(random, examples.features(), 0.02, 0.5, signs(random, 1));
    double scale = 0.7;
    TwoLayerTheory theory = TwoLayerTheory.signFeedback(connections(initial), scale);
    ExampleGeometry geometry = examples.geometry();
    double lambda = theory.nearlyOrthogonalLambda(geometry, SLOPE).orElseThrow();

    assertThat(geometry.separability()).isNegative();
    assertThat(geometry.theta(SLOPE)).isBetween(0.0, 1.0);
    run(
        examples,
        initial,
        output -> Arrays.stream(output).map(w -> scale * Math.signum(w)).toArray(),
        moment -> {
          double[] output = moment.output();
          double[] sign = Arrays.stream(output).map(Math::signum).toArray();
          assertThat(Alignment.of(output, sign).cosine().orElseThrow())
              .isGreaterThanOrEqualTo(theory.cosineBound());
          assertDominates(moment, lambda);
        });
  }

  @Test
  void the_drift_of_the_conserved_quantity_is_proportional_to_the_learning_rate() {
    Examples examples = Examples.separable(new SplittableRandom(5), 12, 40);
    SplittableRandom random = new SplittableRandom(6);
    double[] feedback = signs(random, 0.5);
    Parameters initial = weights(random, examples.features(), 0.2, 0.1, feedback);
    double coarse = drift(examples, initial, feedback, 1e-2, 40).max();
    double fine = drift(examples, initial, feedback, 1e-3, 400).max();

    assertThat(fine).isPositive();
    assertThat(coarse / fine).isBetween(9.0, 11.0);
  }

  @Test
  void where_the_theory_promises_nothing_there_is_no_constant() {
    Connections start =
        connections(weights(new SplittableRandom(7), 4, 1, 0.1, signs(new SplittableRandom(8), 1)));
    TwoLayerTheory theory = TwoLayerTheory.fixedFeedback(start, signs(new SplittableRandom(9), 1));
    ExampleGeometry apart = ExampleGeometry.of(new double[] {1, 0, -1, 0}, new int[] {1, 1});

    assertThat(theory.signsKept()).isFalse();
    assertThat(theory.separableLambda(apart, SLOPE)).isEmpty();
    assertThat(theory.nearlyOrthogonalLambda(apart, SLOPE)).isEmpty();
    assertThat(AlignmentDominance.lambda(1, 0, 2)).isEmpty();
  }

  /** A step about to be made from these parameters. */
  private record Moment(
      int step, Parameters parameters, Update update, double inner, double initialLoss) {
    double[] output() {
      return parameters.get("layer1.weight");
    }
  }

  private static void run(
      Examples examples,
      Parameters initial,
      UnaryOperator<double[]> feedback,
      Consumer<Moment> check) {
    NaiveNetwork network = NaiveNetwork.twoLayer(examples.features(), NEURONS, SLOPE);
    Parameters now = initial;
    double initialLoss = 0;
    for (int step = 0; step < STEPS; step++) {
      Parameters back =
          new Parameters().with("layer1.weight", feedback.apply(now.get("layer1.weight")));
      Update update = network.update(now, back, examples.inputs, examples.labels);
      Update exact = network.update(now, now, examples.inputs, examples.labels);
      double inner = AlignmentDominance.inner(exact.updates().flat(), update.updates().flat());
      initialLoss = step == 0 ? update.loss() : initialLoss;
      check.accept(new Moment(step, now, update, inner, initialLoss));
      now = now.step(RATE, update.updates());
    }
  }

  private static void assertDominates(Moment moment, double lambda) {
    double loss = moment.update().loss();
    double bound =
        AlignmentDominance.lossBound(moment.initialLoss(), lambda, 2, moment.step() * RATE);
    assertThat(moment.inner()).isGreaterThanOrEqualTo(lambda * loss * loss);
    // At the first step both are the initial loss, up to rounding.
    assertThat(loss).isLessThanOrEqualTo(bound * (1 + 1e-12));
  }

  private static Drift drift(
      Examples examples, Parameters initial, double[] feedback, double rate, int steps) {
    NaiveNetwork network = NaiveNetwork.twoLayer(examples.features(), NEURONS, SLOPE);
    Parameters back = new Parameters().with("layer1.weight", feedback);
    Parameters now = initial;
    for (int step = 0; step < steps; step++) {
      now = now.step(rate, network.update(now, back, examples.inputs, examples.labels).updates());
    }
    ConservationLaw law = new ConservationLaw(OutgoingTerm.fixed(feedback));
    return Drift.between(law.quantities(connections(initial)), law.quantities(connections(now)));
  }

  private static Connections connections(Parameters parameters) {
    return new Connections(
        NEURONS, parameters.get("layer0.weight"), new double[0], parameters.get("layer1.weight"));
  }

  private static double[] signs(SplittableRandom random, double scale) {
    return random.ints(NEURONS, 0, 2).mapToDouble(bit -> scale * (2 * bit - 1)).toArray();
  }

  /**
   * Hidden weights up to {@code hidden}, output weights of {@code output} with feedback's signs.
   */
  private static Parameters weights(
      SplittableRandom random, int features, double hidden, double output, double... feedback) {
    return new Parameters()
        .with("layer0.weight", random.doubles((long) NEURONS * features, -hidden, hidden).toArray())
        .with("layer1.weight", Arrays.stream(feedback).map(b -> output * Math.signum(b)).toArray());
  }
}
