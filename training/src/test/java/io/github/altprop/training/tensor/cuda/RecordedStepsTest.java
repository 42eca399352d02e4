package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.optimizer.OptimizerFactory;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.rule.Units;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Precision;
import io.github.altprop.training.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that are recorded and done again, beside the same steps asked call by call. */
class RecordedStepsTest {
  private static final long CAPACITY = 1L << 30;
  private static final int CLASSES = 5;
  private static final List<Integer> IMAGE = List.of(4, 4, 3);

  /** Minibatches of an epoch; the last is short. */
  private static final int EPOCH = 10;

  @BeforeAll
  static void compile() {
    Optional<String> obstacle = EmulatedKernels.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
  }

  /** Small networks of every kind of layer. */
  private enum Network implements ArchitectureFactory {
    DENSE,
    RESIDUAL,
    COMPONENTS;

    private static final Activation LEAKY = Activation.leakyRelu(0.1);

    @Override
    public Architecture create(Options options, int[] inputShape, int classes, Units units) {
      var orthogonal = Initializers.REGISTRY.require("orthogonal").factory();
      LayerFactory top =
          units == Units.SQUARE
              ? Dense.square(classes, Activation.IDENTITY)
              : Dense.of(classes, 0, Activation.IDENTITY, Bias.PRESENT);
      LayerFactory hidden = Dense.of(10, LEAKY);
      LayerFactory convolution = Convolution.of(Patches.same(3, 1), 4, Activation.IDENTITY);
      LayerFactory norm = BatchNormalization.of(BatchNormalization.Settings.TORCH, LEAKY);
      List<LayerFactory> sigmoid = List.of(Dense.of(6, Activation.SIGMOID));
      return switch (this) {
        case DENSE ->
            new Architecture.Layered(
                List.of(Flatten.layer(), hidden, hidden, hidden, top), orthogonal);
        case RESIDUAL ->
            new Architecture.Layered(
                List.of(
                    convolution,
                    norm,
                    Pooling.maximum(Patches.valid(2, 2)),
                    Residual.identity(List.of(convolution, norm), LEAKY),
                    Pooling.globalAverage(),
                    top),
                orthogonal);
        case COMPONENTS ->
            new Architecture.Associated(
                List.of(
                    new ComponentLayers(
                        List.of(Flatten.layer(), hidden),
                        sigmoid,
                        sigmoid,
                        List.of(Dense.of(classes, Activation.SIGMOID))),
                    new ComponentLayers(List.of(hidden), sigmoid, sigmoid, sigmoid)),
                orthogonal);
      };
    }
  }

  /** What is trained, and how. */
  private record Training(
      Network network,
      String rule,
      ElementType type,
      String optimizer,
      Map<String, Object> penalty) {
    Trainer on(Engine engine) {
      Component<Rule> made = LearningRules.REGISTRY.require(rule);
      Component<OptimizerFactory> steps = Optimizers.REGISTRY.require(optimizer);
      Learner learner =
          new LearnerSpec(
                  network,
                  Options.of(List.of(), Map.of()),
                  made.factory(),
                  Options.of(made.options(), Map.of()),
                  new SoftmaxCrossEntropy(Reduction.MEAN),
                  type,
                  7,
                  IMAGE,
                  CLASSES)
              .build(engine);
      var schedule = Schedules.REGISTRY.require("step");
      return new Trainer(
          engine,
          learner,
          steps
              .factory()
              .create(
                  engine,
                  learner.parameters(),
                  learner.groups(),
                  Options.of(steps.options(), Map.of())),
          schedule
              .factory()
              .apply(
                  Options.of(
                      schedule.options(), Map.of("epochs", List.of(2L, 11L), "factor", 0.3))),
          1e-3,
          penalties(engine, learner));
    }

    private List<Regularizer> penalties(Engine engine, Learner learner) {
      if (penalty.isEmpty()) {
        return List.of();
      }
      var orthogonality = Regularizers.REGISTRY.require("orthogonality");
      Options options = Options.of(orthogonality.options(), penalty);
      return List.of(orthogonality.factory().create(engine, type, learner.regularized(), options));
    }
  }

  /** All numbers after some steps, and the loss of each. */
  private record Outcome(List<Double> parameters, List<Double> statistics, List<Double> losses) {
    static Outcome of(Engine engine, Training training, int from, int steps) {
      Trainer trainer = training.on(engine);
      List<Double> losses = new ArrayList<>();
      for (int step = from; step < from + steps; step++) {
        losses.add(step(trainer, step));
      }
      return of(trainer, losses);
    }

    static Outcome of(Trainer trainer, List<Double> losses) {
      return new Outcome(
          numbers(trainer.learner().parameters()), numbers(trainer.learner().statistics()), losses);
    }
  }

  private static List<Double> numbers(ParameterVector vector) {
    return Arrays.stream(vector.flat().toDoubles()).boxed().toList();
  }

  private static double step(Trainer trainer, int step) {
    int rows = step % EPOCH == EPOCH - 1 ? 3 : 8;
    SplittableRandom random = new SplittableRandom(step);
    float[] inputs = new float[rows * 48];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(CLASSES);
      for (int i = 0; i < 48; i++) {
        inputs[row * 48 + i] = (float) (random.nextDouble() + (i % CLASSES == labels[row] ? 1 : 0));
      }
    }
    Minibatch batch = new Minibatch(step, inputs, labels);
    return trainer.step(batch, (double) step / EPOCH, 50, GradientProbe.NONE).sum();
  }

  private static void assertSame(Outcome recorded, Outcome asked) {
    assertThat(recorded.losses()).isEqualTo(asked.losses());
    assertThat(recorded.parameters().equals(asked.parameters())).isTrue();
    assertThat(recorded.statistics().equals(asked.statistics())).isTrue();
    assertThat(asked.parameters()).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @CsvSource({
    "DENSE, bp, FLOAT32, sgd",
    "DENSE, fa, FLOAT32, adam",
    "DENSE, adafa, FLOAT32, adam",
    "DENSE, usf, FLOAT32, adam",
    "DENSE, frsf, FLOAT32, adam",
    "DENSE, brsf, FLOAT32, adam",
    "DENSE, dfa, FLOAT64, adam",
    "DENSE, dtp, FLOAT32, adam",
    "RESIDUAL, bp, FLOAT32, adam",
    "COMPONENTS, al, FLOAT32, adam",
  })
  void giveTheBitsOfStepsThatAreAskedCallByCall(
      Network network, String rule, ElementType type, String optimizer) {
    Training training = new Training(network, rule, type, optimizer, Map.of());
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    int steps = 500;
    try (Engine recorded = CudaEngine.on(gpu);
        Engine asked = CudaEngine.unrecorded(new EmulatedAccelerator(CAPACITY))) {
      Outcome outcome = Outcome.of(recorded, training, 0, steps);
      assertSame(outcome, Outcome.of(asked, training, 0, steps));
      // Full minibatches and short ones.
      assertThat(gpu.recordings()).isEqualTo(2);
      assertThat(gpu.replays()).isGreaterThan(steps - 10);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 0.1, 1", "FLOAT32, 0.1, 3", "FLOAT32, 0.001, 1", "FLOAT64, 0.1, 2"})
  void goOnAsTheDeviceDecides(ElementType type, double weight, int every) {
    Training training =
        new Training(Network.DENSE, "gp", type, "adam", Map.of("weight", weight, "every", every));
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    int steps = 200;
    try (Engine recorded = CudaEngine.on(gpu);
        Engine asked = CudaEngine.unrecorded(new EmulatedAccelerator(CAPACITY))) {
      Outcome outcome = Outcome.of(recorded, training, 0, steps);
      assertSame(outcome, Outcome.of(asked, training, 0, steps));
      assertThat(gpu.replays()).isGreaterThan(2 * steps);
    }
  }

  @ParameterizedTest
  @CsvSource({"DENSE, gp, FLOAT64", "DENSE, tp, FLOAT64"})
  void goOnCallByCallWhereAStepWaits(Network network, String rule, ElementType type) {
    // Without a penalty weights run away from orthogonal ones, and are inverted by LU.
    Training training = new Training(network, rule, type, "adam", Map.of());
    try (Engine recorded = CudaEngine.on(new EmulatedAccelerator(CAPACITY));
        Engine asked = CudaEngine.unrecorded(new EmulatedAccelerator(CAPACITY))) {
      assertSame(Outcome.of(recorded, training, 0, 60), Outcome.of(asked, training, 0, 60));
    }
  }

  @Test
  void areRecordedByTheDevice(@TempDir Path folder) {
    assertThat(Libraries.find(file -> Optional.of(EmulatedKernels.cuda())).obstacle()).isEmpty();
    for (String rule : List.of("fa", "gp")) {
      Training training = new Training(Network.DENSE, rule, ElementType.FLOAT32, "adam", Map.of());
      try (Engine recorded = device(folder, true);
          Engine asked = device(folder, false)) {
        assertSame(Outcome.of(recorded, training, 0, 30), Outcome.of(asked, training, 0, 30));
      }
    }
  }

  private static Engine device(Path folder, boolean records) {
    CudaDevice device = new CudaDevice(0, Precision.FLOAT32, new Cubins(folder));
    return records ? CudaEngine.on(device) : CudaEngine.unrecorded(device);
  }

  @Test
  void areMadeOnceWhereTheDeviceCannotRecordThem() {
    Training training =
        new Training(Network.DENSE, "gp", ElementType.FLOAT32, "adam", Map.of("weight", 0.1));
    for (int failures : List.of(1, 2, 5)) {
      EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
      try (Engine recorded = CudaEngine.on(gpu);
          Engine asked = CudaEngine.unrecorded(new EmulatedAccelerator(CAPACITY))) {
        Trainer trainer = training.on(recorded);
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
          if (step == 3) {
            gpu.failToRecord(failures);
          }
          losses.add(step(trainer, step));
        }
        assertSame(Outcome.of(trainer, losses), Outcome.of(asked, training, 0, 40));
      }
    }
  }

  @Test
  void areForgottenBeforeMemoryIsGivenBack() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 4);
      Tensor other = engine.zeros(ElementType.FLOAT64, 4);
      Tensor one = engine.zeros(ElementType.FLOAT64, 4);
      engine.fill(1, one);
      Runnable step = () -> engine.axpy(2, one, x);
      for (int i = 0; i < 5; i++) {
        engine.repeatedly("step", step);
      }
      assertThat(gpu.recordings()).isEqualTo(1);
      engine.release(other);
      assertThat(gpu.recordings()).isZero();
      for (int i = 0; i < 5; i++) {
        engine.repeatedly("step", step);
      }
      assertThat(gpu.recordings()).isEqualTo(1);
      assertThat(x.toDoubles()).containsOnly(20);
    }
    assertThat(gpu.recordings()).isZero();
  }

  @Test
  void areNotRecordedForEverInVain() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 4);
      for (int i = 0; i < 20; i++) {
        engine.repeatedly("first", () -> engine.fill(1, x));
        engine.repeatedly("second", () -> engine.scale(2, x, x));
        if (i % 2 == 1) {
          engine.release(engine.zeros(ElementType.FLOAT64, 1));
        }
      }
      assertThat(gpu.replays()).isLessThanOrEqualTo(2 * 3);
      assertThat(x.toDoubles()).containsOnly(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void areNotRecordedWhereTheyWaitOrPutNumbers(int clean) {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 3);
      Tensor y = engine.zeros(ElementType.FLOAT64, 3);
      Tensor one = engine.zeros(ElementType.FLOAT64, 3);
      engine.fill(1, one);
      int[] runs = {0};
      Runnable step =
          () -> {
            engine.add(x, one, x);
            // What may have been recorded before is done once, and the rest call by call.
            if (++runs[0] > clean) {
              y.put(new double[] {1, 2, 3});
              engine.axpy(x.at(0), y, x);
            }
          };
      double expected = 0;
      for (int i = 1; i <= 12; i++) {
        engine.repeatedly("step", step);
        expected += 1;
        if (clean == 0) {
          expected += expected;
        }
      }
      if (clean == 0) {
        assertThat(x.at(0)).isEqualTo(expected);
        assertThat(gpu.replays()).isZero();
      } else {
        assertThat(runs[0]).isEqualTo(clean);
        assertThat(x.at(0)).isEqualTo(12);
      }
    }
  }

  @Test
  void areCutShortOnceWhereRecordingThemFails() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 1);
      Tensor one = engine.zeros(ElementType.FLOAT64, 1);
      engine.fill(1, one);
      int[] runs = {0};
      Runnable step =
          () -> {
            engine.add(x, one, x);
            if (++runs[0] > 1) {
              x.at(0);
            }
            engine.scale(2, x, x);
          };
      double expected = 0;
      for (int i = 0; i < 12; i++) {
        engine.repeatedly("step", step);
        expected = 2 * (expected + 1);
      }
      assertThat(x.at(0)).isEqualTo(expected);
      assertThat(gpu.replays()).isEqualTo(1);
      assertThat(gpu.recordings()).isZero();
    }
  }

  @Test
  void sayWhenWorkIsNotTheSame() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor holds = engine.zeros(ElementType.FLOAT64, 1);
      Tensor x = engine.zeros(ElementType.FLOAT64, 1);
      boolean[] waits = {false};
      Runnable step =
          () -> {
            if (waits[0]) {
              x.at(0);
            }
            engine.fill(3, x);
            engine.branch(holds, () -> engine.fill(4, x), () -> {});
          };
      for (int i = 0; i < 3; i++) {
        engine.repeatedly("step", step);
      }
      assertThat(x.at(0)).isEqualTo(3);
      waits[0] = true;
      engine.repeatedly("step", step);
      holds.put(new double[] {1});
      assertThatThrownBy(() -> engine.repeatedly("step", step))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other work");
    }
  }

  @Test
  void endWhereAnotherEngineSharesTheDevice() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 1);
      Runnable step = () -> engine.fill(1, x);
      for (int i = 0; i < 3; i++) {
        engine.repeatedly("step", step);
      }
      int replays = gpu.replays();
      Engine sibling = engine.sibling(1);
      for (int i = 0; i < 3; i++) {
        engine.repeatedly("step", step);
        sibling.repeatedly("step", step);
      }
      assertThat(gpu.replays()).isEqualTo(replays);
    }
  }

  @Test
  void failAsTheWorkDoes() {
    EmulatedAccelerator gpu = new EmulatedAccelerator(CAPACITY);
    try (Engine engine = CudaEngine.on(gpu)) {
      Tensor x = engine.zeros(ElementType.FLOAT64, 1);
      Tensor one = engine.zeros(ElementType.FLOAT64, 1);
      engine.fill(1, one);
      Tensor two = engine.zeros(ElementType.FLOAT64, 2);
      int[] runs = {0};
      Runnable step =
          () -> {
            engine.add(x, one, x);
            runs[0]++;
            if (runs[0] > 1) {
              engine.add(x, two, x);
            }
          };
      engine.repeatedly("step", step);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> engine.repeatedly("step", step))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(x.at(0)).isEqualTo(3);
    }
  }

  @Test
  void canBeSwitchedOff() {
    assertThat(CudaEngineProvider.isOn("altprop.recordSteps", "true")).isTrue();
    assertThat(CudaEngineProvider.isOn("altprop.recordSteps", "false")).isFalse();
    assertThatThrownBy(() -> CudaEngineProvider.isOn("altprop.recordSteps", "off"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("altprop.recordSteps is off; expected true or false");
  }
}
