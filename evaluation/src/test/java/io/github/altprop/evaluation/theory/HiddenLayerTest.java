package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRule;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.RuleContext;
import io.github.altprop.training.rule.RuleFactory;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class HiddenLayerTest {
  private static final Activation LEAKY = Activation.leakyRelu(0.1);
  private static final int[] IMAGE = {6, 6, 2};
  private static final int[] LABELS = {0, 1, 2, 0};
  private static final double RATE = 0.1;

  @Test
  void obstacles_of_the_network_are_found_where_they_are() {
    Network network =
        Network.of(
            IMAGE,
            List.of(
                Convolution.of(Patches.same(3), 4, LEAKY),
                Pooling.maximum(Patches.valid(2, 2)),
                Convolution.of(Patches.same(3), 4, Activation.IDENTITY),
                BatchNormalization.of(BatchNormalization.Settings.TORCH, Activation.RELU),
                Residual.identity(
                    List.of(Convolution.of(Patches.same(3), 4, LEAKY)), Activation.RELU),
                Flatten.layer(),
                Dense.of(5, Activation.SIGMOID),
                Dense.of(3, Activation.IDENTITY)));

    List<HiddenLayer> hidden = HiddenLayer.of(network);

    assertThat(hidden)
        .extracting(layer -> layer.synapse().name())
        .containsExactly("layer0", "layer2", "layer4.body.layer0", "layer6");
    assertThat(hidden.get(0).obstacles()).isEmpty();
    assertThat(hidden.get(1).obstacles())
        .containsExactlyInAnyOrder(Obstacle.BATCH_NORMALIZATION, Obstacle.RESIDUAL);
    assertThat(hidden.get(2).obstacles()).containsExactly(Obstacle.RESIDUAL);
    assertThat(hidden.get(3).obstacles()).containsExactly(Obstacle.ACTIVATION);
  }

  @Test
  void real_rules_on_a_real_network_obey_the_law_in_steps_of_finite_size() {
    assertLaw("bp", Map.of(), (rule, layer) -> OutgoingTerm.forward());
    assertLaw("fa", Map.of("feedback", "xavier-uniform"), HiddenLayerTest::fixed);
    assertLaw("adafa", Map.of(), HiddenLayerTest::fixed);
    assertLaw("usf", Map.of("scale", "unit"), (rule, layer) -> OutgoingTerm.sign(1));
  }

  private static OutgoingTerm fixed(LearningRule rule, HiddenLayer layer) {
    ParameterVector feedback = rule.state().orElseThrow();
    return OutgoingTerm.fixed(feedback.view(layer.next().weight().name()).toDoubles());
  }

  private static void assertLaw(
      String name,
      Map<String, Object> options,
      BiFunction<LearningRule, HiddenLayer, OutgoingTerm> term) {
    try (Engine engine = Engines.cpu(1)) {
      Network network =
          Network.of(
              IMAGE,
              List.of(
                  Convolution.of(Patches.same(3), 4, LEAKY),
                  Pooling.maximum(Patches.valid(2, 2)),
                  Convolution.of(Patches.same(3), 3, LEAKY),
                  Pooling.average(Patches.valid(2, 1)),
                  Flatten.layer(),
                  Dense.of(5, LEAKY),
                  Dense.of(3, Activation.IDENTITY)));
      SplittableRandom random = new SplittableRandom(11);
      ParameterVector parameters =
          new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
      parameters.flat().put(draw(random, parameters.flat().size()));
      LearningRule rule = rule(name, options, engine, network, parameters);
      ParameterVector none = new ParameterVector(engine, ElementType.FLOAT64, network.statistics());
      Pass pass = new Pass(network, engine, parameters, none, Auxiliary.SKIPPED, LABELS.length);
      pass.input().put(draw(random, pass.input().size()));
      ParameterVector updates =
          new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
      for (int step = 0; step < 3; step++) {
        List<Connections> before = connections(network, parameters);
        pass.labels().put(LABELS);
        rule.update(pass, step, updates);
        descend(parameters, updates);
        assertIdentity(name, network, rule, term, before, connections(network, parameters));
      }
    }
  }

  private static void assertIdentity(
      String name,
      Network network,
      LearningRule rule,
      BiFunction<LearningRule, HiddenLayer, OutgoingTerm> term,
      List<Connections> before,
      List<Connections> after) {
    List<HiddenLayer> layers = HiddenLayer.of(network);
    assertThat(layers).hasSize(3);
    for (int l = 0; l < layers.size(); l++) {
      ConservationLaw law = new ConservationLaw(term.apply(rule, layers.get(l)));
      double[] residuals = law.identityResiduals(before.get(l), after.get(l));
      assertThat(Arrays.stream(residuals).max().orElseThrow())
          .as(name + ", " + layers.get(l).synapse().name())
          .isLessThan(1e-12);
    }
  }

  private static LearningRule rule(
      String name,
      Map<String, Object> options,
      Engine engine,
      Network network,
      ParameterVector parameters) {
    var component = LearningRules.REGISTRY.require(name);
    RuleContext context =
        new RuleContext(
            engine,
            network,
            parameters,
            Initializers.REGISTRY.require("xavier-uniform").factory(),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            7);
    return ((RuleFactory) component.factory())
        .create(context, Options.of(component.options(), options));
  }

  private static List<Connections> connections(Network network, ParameterVector parameters) {
    List<Connections> connections = new ArrayList<>();
    HiddenLayer.of(network).forEach(layer -> connections.add(layer.connections(parameters)));
    return connections;
  }

  private static void descend(ParameterVector parameters, ParameterVector updates) {
    double[] values = parameters.flat().toDoubles();
    double[] steps = updates.flat().toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] -= RATE * steps[i];
    }
    parameters.flat().put(values);
  }

  private static double[] draw(SplittableRandom random, long size) {
    return random.doubles(size, -0.5, 0.5).toArray();
  }
}
