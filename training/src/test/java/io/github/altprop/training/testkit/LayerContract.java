package io.github.altprop.training.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.rule.Backpropagation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer keeps, wherever it stands in a network. To try layers of your own, extend this
 * class; JUnit does the rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayerContract {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-7;

  /** The layers to be tried, each at least once with an input that it takes. */
  protected abstract List<LayerSample> samples();

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAboveAndBelowAreThoseOfFiniteDifferences(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.amongOthers(sample, ElementType.FLOAT64)) {
      assertGradient(trial);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aFirstLayerHasGradientsButSendsNoErrorOn(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.first(sample, ElementType.FLOAT64)) {
      assertGradient(trial);
      trial.pass.backward(new Expecting(trial), 0, trial.vector());
    }
  }

  private static void assertGradient(LayerTrial trial) {
    trial.loss();
    ParameterVector gradients = trial.vector();
    trial.pass.backward(new Backpropagation(), 0, gradients);
    for (Parameter parameter : gradients.layout().parameters()) {
      Tensor value = trial.parameters.view(parameter);
      double[] expected = new double[Math.toIntExact(value.size())];
      double[] values = value.toDoubles();
      for (int i = 0; i < values.length; i++) {
        double original = values[i];
        values[i] = original + STEP;
        value.put(values);
        double above = trial.loss();
        values[i] = original - STEP;
        value.put(values);
        expected[i] = (above - trial.loss()) / (2 * STEP);
        values[i] = original;
        value.put(values);
      }
      assertThat(distance(gradients.view(parameter).toDoubles(), expected))
          .as("error of the gradient of %s, whose norm is %s", parameter, norm(expected))
          .isLessThan(TOLERANCE * Math.max(1, norm(expected)));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void outputsHaveTheDeclaredShape(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.amongOthers(sample, ElementType.FLOAT64)) {
      trial.loss();
      for (LayerPass layer : trial.pass.layers()) {
        int[] expected = layer.layer().outputShape();
        assertThat(layer.output().shape()).startsWith(LayerTrial.BATCH).endsWith(expected);
        assertThat(layer.output().shape()).hasSize(expected.length + 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void backwardChangesNeitherActivationsNorTheErrorItIsGiven(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.amongOthers(sample, ElementType.FLOAT64)) {
      trial.loss();
      double[] input = trial.below().output().toDoubles();
      double[] output = trial.layer().output().toDoubles();
      Tensor error = trial.engine.zeros(ElementType.FLOAT64, trial.layer().output().shape());
      error.put(output);
      Tensor first = trial.layer().backward(error, new Backpropagation(), trial.vector());
      double[] inputError = first.toDoubles();

      assertThat(error.toDoubles()).isEqualTo(output);
      assertThat(trial.below().output().toDoubles()).isEqualTo(input);
      assertThat(trial.layer().output().toDoubles()).isEqualTo(output);
      assertThat(trial.layer().backward(error, new Backpropagation(), trial.vector()).toDoubles())
          .as("a second walk back")
          .isEqualTo(inputError);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aWarmStepAllocatesNothing(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.amongOthers(sample, ElementType.FLOAT32)) {
      ParameterVector gradients = trial.vector();
      trial.loss();
      trial.pass.backward(new Backpropagation(), 0, gradients);
      long warm = trial.engine.allocatedBytes();
      trial.loss();
      trial.pass.backward(new Backpropagation(), 1, gradients);

      assertThat(trial.engine.allocatedBytes()).isEqualTo(warm);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bothPrecisionsAgree(LayerSample sample) {
    try (LayerTrial single = LayerTrial.amongOthers(sample, ElementType.FLOAT32);
        LayerTrial twice = LayerTrial.amongOthers(sample, ElementType.FLOAT64)) {
      assertThat(single.loss()).isCloseTo(twice.loss(), org.assertj.core.data.Offset.offset(1e-4));
      ParameterVector gradients = single.vector();
      ParameterVector expected = twice.vector();
      single.pass.backward(new Backpropagation(), 0, gradients);
      twice.pass.backward(new Backpropagation(), 0, expected);
      assertThat(distance(gradients.flat().toDoubles(), expected.flat().toDoubles()))
          .isLessThan(1e-4 * norm(expected.flat().toDoubles()));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void onlyLayersWithRunningStatisticsTellTrainingFromInference(LayerSample sample) {
    try (LayerTrial trial = LayerTrial.amongOthers(sample, ElementType.FLOAT64)) {
      double[] training = trial.pass.forward(Mode.TRAINING).toDoubles();
      double[] inference = trial.pass.forward(Mode.INFERENCE).toDoubles();
      if (trial.statistics.layout().size() == 0) {
        assertThat(inference).isEqualTo(training);
      } else {
        assertThat(inference).isNotEqualTo(training);
      }
    }
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return norm(difference);
  }

  private static double norm(double[] a) {
    double squares = 0;
    for (double value : a) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Backprop that is never to be asked for the error below the first parameters. */
  private record Expecting(LayerTrial trial)
      implements io.github.altprop.training.network.Feedback {
    @Override
    public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
      assertThat(synapse.input()).as("%s", synapse.layer().name()).isNotSameAs(trial.pass.input());
      new Backpropagation().propagate(synapse, error, inputError);
    }
  }
}
