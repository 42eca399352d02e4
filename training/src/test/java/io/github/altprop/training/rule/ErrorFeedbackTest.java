package io.github.altprop.training.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorFeedbackTest {
  private static final int[] LABELS = {0, 2, 1, 2};

  private final Network network =
      Network.of(
          new int[] {6, 6, 2},
          List.of(
              Convolution.of(Patches.same(3, 1), 4, Activation.leakyRelu(0.1)),
              Pooling.maximum(Patches.valid(2, 2)),
              Convolution.of(Patches.same(3, 2), 5, Activation.leakyRelu(0.1)),
              Flatten.layer(),
              Dense.of(20, Activation.ELU),
              Dense.of(3, Activation.IDENTITY)));
  private Engine engine;

  @BeforeEach
  void open() {
    engine = TestDevice.engine(1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void feedback_alignment_through_the_weights_themselves_is_backprop_to_the_last_bit(
      ElementType type) {
    RuleContext context = context(type);
    LearningRule fa = rule("fa", Map.of(), context);
    ParameterVector feedback = fa.state().orElseThrow();
    for (Synapse synapse : FixedFeedback.synapses(network)) {
      engine.copy(
          context.parameters().view(synapse.weight()), feedback.view(synapse.weight().name()));
    }

    assertThat(update(fa, context, 0)).isEqualTo(update(rule("bp", Map.of(), context), context, 0));
  }

  @Test
  void adaptive_feedback_stays_where_the_weights_started() {
    RuleContext context = context(ElementType.FLOAT32);
    LearningRule adafa = rule("adafa", Map.of(), context);
    float[] before = update(rule("bp", Map.of(), context), context, 0);
    assertThat(update(adafa, context, 0)).isEqualTo(before);

    float[] initial = adafa.state().orElseThrow().flat().toFloats();
    engine.scale(-1, context.parameters().flat(), context.parameters().flat());

    assertThat(adafa.state().orElseThrow().flat().toFloats()).isEqualTo(initial);
  }

  @Test
  void batchwise_magnitudes_depend_on_the_minibatch_alone() {
    RuleContext context = context(ElementType.FLOAT32);
    LearningRule brsf = rule("brsf", Map.of(), context);
    float[] third = update(brsf, context, 3);

    assertThat(update(brsf, context, 4)).isNotEqualTo(third);
    assertThat(update(brsf, context, 3)).isEqualTo(third);
    assertThat(update(rule("brsf", Map.of(), context), context, 3)).isEqualTo(third);
  }

  @Test
  void feedback_drawn_as_the_forward_weights_is_drawn_independently() {
    RuleContext context = context(ElementType.FLOAT32);
    ParameterVector feedback =
        rule("fa", Map.of("feedback", "forward"), context).state().orElseThrow();

    for (Synapse synapse : FixedFeedback.synapses(network)) {
      var w = context.parameters().view(synapse.weight());
      var b = feedback.view(synapse.weight().name());
      assertThat(Math.abs(engine.dot(w, b)) / (engine.norm(w) * engine.norm(b))).isLessThan(0.5);
    }
  }

  @Test
  void direct_feedback_of_the_wrong_shape_is_refused() {
    ParameterLayout layout = new ParameterLayout();
    DirectFeedbackAlignment.layout(network)
        .parameters()
        .forEach(
            p -> {
              int[] shape = p.shape();
              shape[0] += p.name().equals("layer5.direct") ? 1 : 0;
              layout.add(p.name(), Parameter.Role.WEIGHT, shape);
            });
    ParameterVector weights = new ParameterVector(engine, ElementType.FLOAT32, layout);

    assertThatThrownBy(() -> new DirectFeedbackAlignment(engine, network, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer5.direct[3, 20]")
        .hasMessageContaining("[4, 20]");
  }

  private RuleContext context(ElementType type) {
    var weights = Initializers.REGISTRY.require("xavier-uniform").factory();
    ParameterVector parameters = new ParameterVector(engine, type, network.parameters());
    Initializers.initialize(engine, network.synapses(), weights, 5, parameters);
    return new RuleContext(
        engine, network, parameters, weights, new SoftmaxCrossEntropy(Reduction.SUM), 6);
  }

  private static LearningRule rule(String name, Map<String, Object> options, RuleContext context) {
    Component<Rule> component = LearningRules.REGISTRY.require(name);
    return ((RuleFactory) component.factory())
        .create(context, Options.of(component.options(), options));
  }

  private float[] update(LearningRule rule, RuleContext context, long minibatch) {
    ParameterVector statistics = new ParameterVector(engine, context.type(), network.statistics());
    Pass pass =
        new Pass(
            network, engine, context.parameters(), statistics, Auxiliary.SKIPPED, LABELS.length);
    SplittableRandom random = new SplittableRandom(7);
    pass.input().put(random.doubles(pass.input().size(), -1, 1).toArray());
    ParameterVector updates = new ParameterVector(engine, context.type(), network.parameters());
    pass.labels().put(LABELS);
    rule.update(pass, minibatch, updates);
    return updates.flat().toFloats();
  }
}
