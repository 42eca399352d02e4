package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions, losses and optimiser steps. */
class TrainingPrimitivesContractTest extends EngineContract {
  @Test
  void sumsInDouble() {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      double[] y = normals(shape);
      x[x.length / 2] = 0;
      double magnitudes = Arrays.stream(x).map(Math::abs).sum();
      Tensor tensor = tensor(x, shape);
      // Rounding of the terms themselves would be 1e-7 of the magnitude in float32.
      assertThat(engine.dot(tensor, tensor(y, shape)))
          .isCloseTo(NaiveTensors.dot(x, y), within(1e-13 * magnitudes));
      assertThat(engine.norm(tensor))
          .isCloseTo(Math.sqrt(NaiveTensors.dot(x, x)), within(1e-13 * magnitudes));
      assertThat(engine.sumOfMagnitudes(tensor)).isCloseTo(magnitudes, within(1e-13 * magnitudes));
      assertThat(engine.countNonZero(tensor)).isEqualTo(x.length - 1);
    }
  }

  @Test
  void takesNormsOfRows() {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      int columns = x.length / shape[0];
      Tensor out = tensor(ElementType.FLOAT64, new double[shape[0]], shape[0]);
      engine.rowNorms(tensor(x, shape), out);
      double[] norms = out.toDoubles();
      for (int i = 0; i < norms.length; i++) {
        double[] row = Arrays.copyOfRange(x, i * columns, (i + 1) * columns);
        assertThat(norms[i])
            .isCloseTo(Math.sqrt(NaiveTensors.dot(row, row)), within(1e-12 * norms[i]));
      }
    }
  }

  @Test
  void sumsColumns() {
    for (int[] shape : SHAPES) {
      int columns = shape[shape.length - 1];
      double[] x = normals(shape);
      Tensor out = output(columns);
      engine.columnSums(tensor(x, shape), out);
      assertClose(out, NaiveTensors.columnSums(x, columns), 64);
    }
  }

  @Test
  void takesTheCrossEntropyAndItsDerivative() {
    for (int[] shape : new int[][] {{1, 2}, {7, 10}, {257, 33}, {5, 1000}}) {
      int rows = shape[0];
      int classes = shape[1];
      double[] x = normals(shape);
      int[] labels = integers(rows, classes);
      double[] expected = new double[x.length];
      double loss = 0;
      for (int i = 0; i < rows; i++) {
        double total = 0;
        for (int j = 0; j < classes; j++) {
          total += Math.exp(x[i * classes + j]);
        }
        for (int j = 0; j < classes; j++) {
          double softmax = Math.exp(x[i * classes + j]) / total;
          expected[i * classes + j] = 0.5 * (softmax - (j == labels[i] ? 1 : 0));
        }
        loss -= Math.log(Math.exp(x[i * classes + labels[i]]) / total);
      }
      Tensor logits = tensor(x, shape);
      Tensor error = output(shape);
      Tensor classOf = labels(labels);
      Tensor sum = number(Double.NaN);
      engine.softmaxCrossEntropy(logits, classOf, 0.5, error, sum);
      assertThat(sum.at(0)).isCloseTo(loss, within(1e-11 * rows));
      assertClose(error, expected, 16);
      engine.softmaxCrossEntropy(logits, classOf, 0.5, null, sum);
      assertThat(sum.at(0)).isCloseTo(loss, within(1e-11 * rows));
      engine.softmaxCrossEntropy(logits, classOf, 0.5, logits, sum);
      assertClose(logits, expected, 16);
    }
  }

  @Test
  void keepsTheCrossEntropyOfExtremeLogitsFinite() {
    Tensor logits = tensor(new double[] {1000, -1000, 0, -1e30, 0, 1e30}, 2, 3);
    Tensor error = output(2, 3);
    Tensor loss = number(Double.NaN);
    engine.softmaxCrossEntropy(logits, labels(1, 2), 1, error, loss);
    assertThat(loss.at(0)).isEqualTo(2000);
    assertThat(error.toDoubles()).containsExactly(1, -1, 0, 0, 0, 0);
  }

  @Test
  void refusesLabelsOutsideTheClasses() {
    Tensor loss = number(0);
    Tensor logits = tensor(new double[6], 2, 3);
    Throwable refusal =
        catchThrowable(() -> engine.softmaxCrossEntropy(logits, labels(0, 3), 1, null, loss));
    if (setup.looksAtLabels() || refusal != null) {
      assertThat(refusal)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label 3");
    } else {
      assertThat(loss.at(0)).isNaN();
    }
    assertThatThrownBy(
            () -> engine.softmaxCrossEntropy(output(2, 3), labels(0, 0, 0), 1, null, loss))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]");
    assertThatThrownBy(
            () -> engine.softmaxCrossEntropy(output(2, 3), labels(0, 0), 1, null, labels(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one number in float64");
  }

  private Tensor labels(int... labels) {
    return tensor(Arrays.stream(labels).asDoubleStream().toArray(), labels.length);
  }

  @Test
  void takesTheSquaredErrorAndItsDerivative() {
    for (int[] shape : SHAPES) {
      double[] p = normals(shape);
      double[] t = normals(shape);
      double[] expected = new double[p.length];
      Arrays.setAll(expected, i -> 0.25 * 2 * (p[i] - t[i]));
      double loss = 4 * NaiveTensors.dot(expected, expected);
      Tensor prediction = tensor(p, shape);
      Tensor target = tensor(t, shape);
      Tensor sum = number(Double.NaN);
      engine.squaredError(prediction, target, 0.25, null, sum);
      assertThat(sum.at(0)).isCloseTo(loss, within(1e-13 * loss));
      engine.squaredError(prediction, target, 0.25, prediction, sum);
      assertThat(sum.at(0)).isCloseTo(loss, within(1e-13 * loss));
      assertClose(prediction, expected, 1);
    }
  }

  @Test
  void stepsAdam() {
    for (int[] shape : SHAPES) {
      double[] p = normals(shape);
      double[] m = normals(shape);
      double[] v = Arrays.stream(normals(shape)).map(Math::abs).toArray();
      Tensor parameters = tensor(p, shape);
      Tensor first = tensor(m, shape);
      Tensor second = tensor(v, shape);
      for (int step = 0; step < 2; step++) {
        double[] g = normals(shape);
        engine.adam(parameters, tensor(g, shape), first, second, number(0.01), 0.9, 0.99, 1e-3);
        for (int i = 0; i < p.length; i++) {
          m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
          v[i] = 0.99 * v[i] + (1 - 0.99) * g[i] * g[i];
          p[i] -= 0.01 * m[i] / (Math.sqrt(v[i]) + 1e-3);
        }
      }
      assertClose(parameters, p, 64);
      assertClose(first, m, 8);
      assertClose(second, v, 8);
    }
  }

  @Test
  void keepsAdamsMomentsOfIdleUnitsOutOfTheSlowSubnormalRange() {
    Tensor p = tensor(new double[] {1, 1}, 2);
    Tensor m = tensor(new double[] {1e-3, -1e-3}, 2);
    Tensor v = tensor(new double[] {1e-6, 0}, 2);
    Tensor noGradient = tensor(new double[2], 2);
    Tensor rate = number(0);
    for (int step = 0; step < (single() ? 1000 : 7000); step++) {
      engine.adam(p, noGradient, m, v, rate, 0.9, 0.5, 1e-8);
    }
    double smallest = single() ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    for (Tensor moment : List.of(m, v)) {
      for (double value : moment.toDoubles()) {
        assertThat(Math.abs(value)).matches(size -> size == 0 || size >= smallest);
        assertThat(Math.abs(value)).isLessThan(1e-30);
      }
    }
    assertThat(p.toDoubles()).containsExactly(1, 1);
  }

  @Test
  void stepsMomentum() {
    for (int[] shape : SHAPES) {
      double[] p = normals(shape);
      double[] v = normals(shape);
      Tensor parameters = tensor(p, shape);
      Tensor velocity = tensor(v, shape);
      for (int step = 0; step < 2; step++) {
        double[] g = normals(shape);
        engine.momentum(parameters, tensor(g, shape), velocity, number(0.1), 0.9, 5e-3);
        for (int i = 0; i < p.length; i++) {
          v[i] = 0.9 * v[i] + (g[i] + 5e-3 * p[i]);
          p[i] -= 0.1 * v[i];
        }
      }
      assertClose(parameters, p, 16);
      assertClose(velocity, v, 16);
    }
  }

  @Test
  void descends() {
    for (int[] shape : SHAPES) {
      double[] p = normals(shape);
      double[] g = normals(shape);
      Tensor parameters = tensor(p, shape);
      Tensor rate = number(0.1);
      engine.descend(parameters, tensor(g, shape), rate);
      rate.put(new double[] {0.25});
      engine.descend(parameters, tensor(g, shape), rate);
      for (int i = 0; i < p.length; i++) {
        p[i] = p[i] - 0.1 * g[i] - 0.25 * g[i];
      }
      assertClose(parameters, p, 8);
    }
  }

  @Test
  void readsRatesFromOneNumberInDouble() {
    Tensor p = tensor(new double[2], 2);
    Tensor single = engine.zeros(ElementType.FLOAT32, 1);
    assertThatThrownBy(() -> engine.descend(p, p, single))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one number in float64");
  }
}
