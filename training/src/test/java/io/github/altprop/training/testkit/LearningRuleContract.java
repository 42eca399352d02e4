package io.github.altprop.training.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.checkpoint.Safetensors;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every learning rule promises, on every toy network that it accepts. To try rules of your
 * own, extend this class; JUnit does the rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LearningRuleContract {
  private static final int STEPS = 400;

  private Engine engine;

  /** The rules to be tried, with their options at their defaults. */
  protected abstract List<? extends Component<? extends Rule>> rules();

  @BeforeEach
  void open() {
    engine = TestDevice.engine(1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** A rule on a network. */
  record Pair(Component<? extends Rule> rule, ToyNetwork network) {
    Learner build(Engine engine, long seed) {
      return new LearnerSpec(
              network,
              Options.of(List.of(), Map.of()),
              rule.factory(),
              Options.of(rule.options(), Map.of()),
              new SoftmaxCrossEntropy(Reduction.MEAN),
              ElementType.FLOAT64,
              seed,
              ToyTask.SHAPE,
              ToyTask.CLASSES)
          .build(engine);
    }

    @Override
    public String toString() {
      return rule.name() + " on " + network;
    }
  }

  Stream<Pair> pairs() {
    try (Engine engine = TestDevice.engine(1)) {
      List<Pair> accepted = new ArrayList<>();
      for (Component<? extends Rule> rule : rules()) {
        for (ToyNetwork network : ToyNetwork.values()) {
          Pair pair = new Pair(rule, network);
          if (refusal(pair, engine) == null) {
            accepted.add(pair);
          }
        }
      }
      return accepted.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_trains_some_network_and_says_why_not_others(Component<? extends Rule> rule) {
    List<String> refusals = new ArrayList<>();
    for (ToyNetwork network : ToyNetwork.values()) {
      String refusal = refusal(new Pair(rule, network), engine);
      if (refusal != null) {
        assertThat(refusal).containsPattern("layer\\d|components");
        refusals.add(refusal);
      }
    }

    assertThat(refusals).isNotEmpty().hasSizeLessThan(ToyNetwork.values().length);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void an_update_is_finite_and_moves_every_weight(Pair pair) {
    Learner learner = pair.build(engine, 1);
    ParameterVector updates = update(learner, 0);

    assertThat(updates.layout()).isSameAs(learner.parameters().layout());
    assertThat(Double.isFinite(engine.norm(updates.flat()))).isTrue();
    for (Parameter parameter : updates.layout().parameters()) {
      if (parameter.role() == Parameter.Role.WEIGHT) {
        assertThat(engine.norm(updates.view(parameter))).as(parameter.name()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void an_update_leaves_parameters_and_minibatch_alone(Pair pair) {
    Learner learner = pair.build(engine, 1);
    double[] parameters = learner.parameters().flat().toDoubles();
    Minibatch batch = ToyTask.batch(0);

    learner.update(batch, like(learner));

    assertThat(learner.parameters().flat().toDoubles()).isEqualTo(parameters);
    assertThat(batch.inputs()).isEqualTo(ToyTask.batch(0).inputs());
    assertThat(batch.labels()).isEqualTo(ToyTask.batch(0).labels());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_same_seed_gives_the_same_updates_and_another_seed_others(Pair pair) {
    double[] updates = update(pair.build(engine, 1), 5).flat().toDoubles();

    assertThat(update(pair.build(engine, 1), 5).flat().toDoubles()).isEqualTo(updates);
    assertThat(update(pair.build(engine, 2), 5).flat().toDoubles()).isNotEqualTo(updates);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_output_layer_learns_as_in_backprop_where_that_applies(Pair pair) {
    Learner learner = pair.build(engine, 1);
    if (learner.weights().isEmpty()) {
      return;
    }
    ParameterVector updates = update(learner, 0);
    ParameterVector exact = like(learner);
    learner.backpropagate(exact);

    Parameter top = learner.weights().get(learner.weights().size() - 1);
    Tensor u = updates.view(top);
    Tensor v = exact.view(top);
    assertThat(engine.dot(u, v) / (engine.norm(u) * engine.norm(v))).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_loss_falls_and_the_classes_are_told_apart_while_the_rule_stays_the_same(Pair pair) {
    Learner learner = pair.build(engine, 1);
    double[] state = learner.ruleState().map(s -> s.flat().toDoubles()).orElse(new double[0]);
    double before = learner.update(ToyTask.batch(-1), like(learner)).sum();

    train(learner);

    assertThat(learner.update(ToyTask.batch(-1), like(learner)).sum()).isLessThan(0.8 * before);
    assertThat(ToyTask.accuracy(learner, ToyTask.batch(-1))).isGreaterThan(0.9);
    assertThat(learner.ruleState().map(s -> s.flat().toDoubles()).orElse(new double[0]))
        .isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_checkpoint_restores_what_follows_to_the_last_bit(Pair pair) throws IOException {
    Learner learner = pair.build(engine, 1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Safetensors.write(file, tensors(learner), Map.of());
    Learner restored = pair.build(engine, 1);
    engine.fill(7, restored.parameters().flat());
    restored.ruleState().ifPresent(state -> engine.fill(7, state.flat()));

    Safetensors.read(new ByteArrayInputStream(file.toByteArray()), tensors(restored));

    assertThat(update(restored, 3).flat().toDoubles())
        .isEqualTo(update(learner, 3).flat().toDoubles());
  }

  private static String refusal(Pair pair, Engine engine) {
    try {
      pair.build(engine, 1);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private void train(Learner learner) {
    var adam = Optimizers.REGISTRY.require("adam");
    Trainer trainer =
        new Trainer(
            engine,
            learner,
            adam.factory()
                .create(
                    engine,
                    learner.parameters(),
                    learner.groups(),
                    Options.of(adam.options(), Map.of())),
            (epochs, total) -> 1,
            0.01,
            List.of());
    for (int step = 0; step < STEPS; step++) {
      trainer.step(ToyTask.batch(step), 0, 1, GradientProbe.NONE);
    }
  }

  private ParameterVector update(Learner learner, long minibatch) {
    ParameterVector updates = like(learner);
    learner.update(ToyTask.batch(minibatch), updates);
    return updates;
  }

  private ParameterVector like(Learner learner) {
    return new ParameterVector(engine, ElementType.FLOAT64, learner.parameters().layout());
  }

  private static Map<String, Tensor> tensors(Learner learner) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(learner.parameters(), "", tensors);
    put(learner.statistics(), "", tensors);
    learner.ruleState().ifPresent(state -> put(state, "rule.", tensors));
    return tensors;
  }

  private static void put(ParameterVector vector, String prefix, Map<String, Tensor> into) {
    for (Parameter parameter : vector.layout().parameters()) {
      into.put(prefix + parameter.name(), vector.view(parameter));
    }
  }
}
