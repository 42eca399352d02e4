package io.github.altprop.training.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.golden.GoldenAssertions;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenErrorFeedbackTest {
  private final Engine engine = TestDevice.engine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<GoldenCase> alignment() {
    return GoldenCases.all("fa");
  }

  static Stream<GoldenCase> adaptiveAlignment() {
    return GoldenCases.all("adafa");
  }

  static Stream<GoldenCase> uniformSigns() {
    return GoldenCases.all("usf");
  }

  static Stream<GoldenCase> fixedMagnitudes() {
    return GoldenCases.all("frsf");
  }

  static Stream<GoldenCase> batchwiseMagnitudes() {
    return GoldenCases.all("brsf");
  }

  static Stream<GoldenCase> directAlignment() {
    return GoldenCases.all("dfa");
  }

  @ParameterizedTest
  @MethodSource("alignment")
  void errors_return_through_fixed_weights(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    LearningRule fa = rule.rule("fa", Map.of());
    rule.fixture.load("/feedback", fa.state().orElseThrow());

    rule.assertUpdate(fa);
    assertAlignment(rule, fa, "/expected/alignment");
  }

  @ParameterizedTest
  @MethodSource("adaptiveAlignment")
  void errors_return_through_the_weights_before_training(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    ParameterVector parameters = rule.fixture.parameters();
    rule.fixture.load("/initialParameters", parameters);
    LearningRule adafa = rule.rule("adafa", Map.of());
    for (int step = 0; step < golden.integer("/hyperparameters/stepsFromInitial"); step++) {
      descend(rule, adafa, step);
    }

    assertParameters(golden, "/parameters", "parameters", parameters);
    rule.fixture.load("/parameters", parameters);
    rule.assertUpdate(adafa);
    assertAlignment(rule, adafa, "/expected/alignment");
  }

  @ParameterizedTest
  @MethodSource("uniformSigns")
  void errors_return_through_the_signs_of_the_weights(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    boolean unit =
        golden.names("/hyperparameters/scales").stream()
            .allMatch(name -> golden.number("/hyperparameters/scales/" + name) == 1);
    LearningRule usf = rule.rule("usf", Map.of("scale", unit ? "unit" : "xavier"));

    rule.assertUpdate(usf);
    assertAlignment(rule, usf, "/expected/alignment");
  }

  @ParameterizedTest
  @MethodSource("fixedMagnitudes")
  void errors_return_through_signs_with_fixed_magnitudes(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    LearningRule frsf = rule.rule("frsf", Map.of());
    rule.fixture.load("/feedback/magnitudes", frsf.state().orElseThrow());

    rule.assertUpdate(frsf);
    assertAlignment(rule, frsf, "/expected/alignment");
  }

  @ParameterizedTest
  @MethodSource("batchwiseMagnitudes")
  void errors_return_through_signs_with_magnitudes_of_the_minibatch(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    LearningRule brsf =
        new ErrorFeedback(
            rule.context.loss(),
            new BatchwiseRandomSignFeedback(
                rule.context,
                (weight, fan, minibatch, magnitude) ->
                    magnitude.put(
                        golden
                            .weight("/feedback/magnitudesPerStep/" + minibatch + "/" + weight)
                            .values())),
            null);
    rule.assertUpdate(brsf);

    for (int step = 0; step < golden.node("/expected/steps").size(); step++) {
      String at = "/expected/steps/" + step;
      ParameterVector updates = rule.fixture.updates();
      brsf.update(rule.fixture.pass(brsf.auxiliary()), step, updates);
      GoldenAssertions.assertVector(golden, at + "/gradients", updates, true);
      assertAlignment(rule, brsf, at + "/alignment");
      engine.axpy(
          -golden.number("/hyperparameters/learningRate"),
          updates.flat(),
          rule.fixture.parameters().flat());
    }
    assertParameters(
        golden, "/expected/parametersAfter", "parametersAfter", rule.fixture.parameters());
  }

  @ParameterizedTest
  @MethodSource("directAlignment")
  void the_output_error_goes_straight_to_every_layer(GoldenCase golden) {
    RuleCase rule = new RuleCase(golden, engine);
    LearningRule dfa = rule.rule("dfa", Map.of());
    ParameterVector feedback = dfa.state().orElseThrow();
    List<Synapse> synapses = rule.fixture.network().synapses();
    for (int i = 1; i < synapses.size(); i++) {
      // The files name the layer at whose output the error arrives, the rule the one above it.
      feedback
          .view(synapses.get(i).name() + ".direct")
          .put(golden.doubles("/feedback/" + synapses.get(i - 1).name() + ".direct"));
    }

    rule.assertUpdate(dfa);
  }

  private void descend(RuleCase rule, LearningRule learning, int step) {
    ParameterVector updates = rule.fixture.updates();
    Pass pass = rule.fixture.pass(learning.auxiliary());
    learning.update(pass, step, updates);
    engine.axpy(
        -rule.golden.number("/hyperparameters/learningRate"),
        updates.flat(),
        rule.fixture.parameters().flat());
  }

  private void assertAlignment(RuleCase rule, LearningRule learning, String pointer) {
    for (Synapse synapse : FixedFeedback.synapses(rule.fixture.network())) {
      Tensor weight = rule.fixture.parameters().view(synapse.weight());
      Tensor feedback = learning.feedback(synapse, weight).orElseThrow().value();
      String at = pointer + "/" + synapse.weight().name();
      double tolerance = rule.golden.tolerance("alignment");
      assertThat(engine.dot(weight, feedback) / (engine.norm(weight) * engine.norm(feedback)))
          .as(at)
          .isCloseTo(rule.golden.number(at + "/cosine"), within(tolerance));
      double norm = rule.golden.number(at + "/normFeedback");
      assertThat(engine.norm(feedback)).as(at).isCloseTo(norm, within(tolerance * norm));
    }
  }

  private static void assertParameters(
      GoldenCase golden, String pointer, String tolerance, ParameterVector parameters) {
    for (Parameter parameter : parameters.layout().parameters()) {
      String at = pointer + "/" + parameter.name();
      assertThat(golden.weight(at).relativeErrorOf(parameters.view(parameter).toDoubles()))
          .as(at)
          .isLessThanOrEqualTo(golden.tolerance(tolerance));
    }
  }
}
