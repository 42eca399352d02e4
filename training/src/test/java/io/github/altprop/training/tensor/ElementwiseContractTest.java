package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementwiseContractTest extends EngineContract {
  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.IDENTITY,
          Activation.RELU,
          Activation.leakyRelu(0.1),
          Activation.leakyRelu(3),
          Activation.ELU,
          new Activation(Activation.Kind.ELU, 0.5),
          Activation.SIGMOID);

  private interface Unary {
    void run(Tensor x, Tensor out);
  }

  private interface Binary {
    void run(Tensor x, Tensor y, Tensor out);
  }

  private void unary(Unary primitive, DoubleUnaryOperator naive, double roundings) {
    for (int[] shape : SHAPES) {
      unary(primitive, normals(shape), naive, roundings, shape);
    }
  }

  private void unary(
      Unary primitive, double[] x, DoubleUnaryOperator naive, double roundings, int... shape) {
    double[] expected = Arrays.stream(x).map(naive).toArray();
    Tensor input = tensor(x, shape);
    Tensor out = output(shape);
    primitive.run(input, out);
    assertClose(out, expected, roundings);
    assertThat(input.toDoubles()).isEqualTo(x);
    primitive.run(input, input);
    assertClose(input, expected, roundings);
  }

  private void binary(Binary primitive, DoubleBinaryOperator naive, double roundings) {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      double[] y = normals(shape);
      y[0] = 0;
      double[] expected = new double[x.length];
      Arrays.setAll(expected, i -> naive.applyAsDouble(x[i], y[i]));
      Tensor first = tensor(x, shape);
      Tensor second = tensor(y, shape);
      Tensor out = output(shape);
      primitive.run(first, second, out);
      assertClose(out, expected, roundings);
      primitive.run(tensor(x, shape), second, second);
      assertClose(second, expected, roundings);
      Tensor again = tensor(y, shape);
      primitive.run(first, again, first);
      assertClose(first, expected, roundings);
      assertThat(again.toDoubles()).isEqualTo(y);
    }
  }

  @Test
  void fillsWithOneValue() {
    for (int[] shape : SHAPES) {
      Tensor x = output(shape);
      engine.fill(0.375, x);
      assertThat(x.toDoubles()).containsOnly(0.375);
    }
  }

  @Test
  void scales() {
    unary((x, out) -> engine.scale(-0.3, x, out), x -> -0.3 * x, 2);
  }

  @Test
  void addsSubtractsAndMultiplies() {
    binary(engine::add, Double::sum, 1);
    binary(engine::subtract, (x, y) -> x - y, 1);
    binary(engine::multiply, (x, y) -> x * y, 1);
  }

  @Test
  void addsAMultiple() {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      double[] y = normals(shape);
      double[] expected = new double[x.length];
      Arrays.setAll(expected, i -> y[i] + 0.7 * x[i]);
      Tensor sum = tensor(y, shape);
      engine.axpy(0.7, tensor(x, shape), sum);
      assertClose(sum, expected, 4);
    }
  }

  @Test
  void copiesBetweenElementTypes() {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      for (ElementType from : ElementType.values()) {
        Tensor out = output(shape);
        engine.copy(tensor(from, x, shape), out);
        assertThat(out.toDoubles()).isEqualTo(x);
      }
    }
  }

  @Test
  void dividesAndTakesNothingForWhatIsDividedByNothing() {
    for (int[] shape : SHAPES) {
      double[] a = normals(shape);
      double[] b = normals(shape);
      b[b.length / 2] = 0;
      double[] expected = new double[a.length];
      Arrays.setAll(expected, i -> b[i] == 0 ? 0 : a[i] / b[i]);
      Tensor dividend = tensor(a, shape);
      Tensor out = output(shape);
      engine.divide(dividend, tensor(b, shape), out);
      assertClose(out, expected, 2);
      engine.divide(dividend, tensor(b, shape), dividend);
      assertClose(dividend, expected, 2);
    }
  }

  @Test
  void scalesRows() {
    for (int[] shape : SHAPES) {
      double[] x = normals(shape);
      double[] factors = normals(shape[0]);
      factors[0] = 0;
      int columns = x.length / shape[0];
      double[] expected = new double[x.length];
      Arrays.setAll(expected, i -> x[i] * factors[i / columns]);
      Tensor input = tensor(x, shape);
      Tensor out = output(shape);
      Tensor perRow = tensor(ElementType.FLOAT64, factors, shape[0]);
      engine.scaleRows(input, perRow, out);
      assertClose(out, expected, 2);
      engine.scaleRows(input, perRow, input);
      assertClose(input, expected, 2);
    }
  }

  @Test
  void copiesColumns() {
    int rows = 701;
    double[] x = normals(rows, 37);
    double[] expected = normals(rows, 41);
    Tensor out = tensor(expected, rows, 41);
    engine.copyColumns(tensor(x, rows, 37), 4, out, 9, 31);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * 37 + 4, expected, i * 41 + 9, 31);
    }
    assertThat(out.toDoubles()).isEqualTo(expected);
  }

  @Test
  void activates() {
    for (Activation f : ACTIVATIONS) {
      unary((x, out) -> engine.activate(f, x, null, out), z -> NaiveTensors.apply(f, z), 8);
    }
  }

  @Test
  void activatesFarFromZero() {
    double[] x = {-1e4, -200, -90, -30, -17, -5, -1e-3, -1e-6, -0.0, 0, 1e-6, 5, 20, 90, 200, 1e4};
    for (Activation f : ACTIVATIONS) {
      Tensor out = output(x.length);
      engine.activate(f, tensor(x, x.length), null, out);
      double[] actual = out.toDoubles();
      for (int i = 0; i < x.length; i++) {
        double expected =
            NaiveTensors.apply(f, setup.type() == ElementType.FLOAT32 ? (float) x[i] : x[i]);
        double tolerance = (single() ? 1e-6 : 1e-14) * Math.abs(expected) + 1e-30;
        assertThat(actual[i]).as("%s at %s", f, x[i]).isCloseTo(expected, within(tolerance));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.api.Assertions.within(tolerance);
  }

  @Test
  void addsTheBiasToEveryRowBeforeItActivates() {
    for (int[] shape : SHAPES) {
      int columns = shape[shape.length - 1];
      double[] x = normals(shape);
      double[] bias = normals(columns);
      for (Activation f : ACTIVATIONS) {
        double[] expected = new double[x.length];
        Arrays.setAll(expected, i -> NaiveTensors.apply(f, x[i] + bias[i % columns]));
        Tensor out = output(shape);
        engine.activate(f, tensor(x, shape), tensor(bias, columns), out);
        assertClose(out, expected, 16);
      }
    }
  }

  @Test
  void derivesFromTheActivation() {
    for (Activation f : ACTIVATIONS) {
      DoubleUnaryOperator naive = a -> NaiveTensors.derivative(f, a);
      unary((a, out) -> engine.activateDerivative(f, a, out), naive, 4);
      unary(
          (a, out) -> engine.activateDerivative(f, a, out),
          new double[] {0, -0.0, -0x1p-99, 0x1p-99, -2},
          naive,
          4,
          5);
      binary(
          (a, e, out) -> engine.activateBackward(f, a, e, out),
          (a, e) -> naive.applyAsDouble(a) * e,
          8);
    }
  }

  @Test
  void sumsTheErrorsOfABiasInTheSamePass() {
    for (int[] shape : SHAPES) {
      int columns = shape[shape.length - 1];
      double[] a = normals(shape);
      double[] error = normals(shape);
      for (Activation f : List.of(Activation.IDENTITY, Activation.RELU, Activation.ELU)) {
        double[] expected = new double[a.length];
        Arrays.setAll(expected, i -> NaiveTensors.derivative(f, a[i]) * error[i]);
        Tensor errors = tensor(error, shape);
        Tensor sums = output(columns);
        engine.activateBackward(f, tensor(a, shape), errors, errors, sums);
        assertClose(errors, expected, 8);
        assertClose(sums, NaiveTensors.columnSums(expected, columns), 64);
      }
    }
  }

  @Test
  void invertsInvertibleActivations() {
    for (Activation f : ACTIVATIONS) {
      if (f.invertible()) {
        for (int[] shape : SHAPES) {
          double[] a =
              Arrays.stream(normals(shape)).map(z -> (float) NaiveTensors.apply(f, z)).toArray();
          unary(
              (x, out) -> engine.activateInverse(f, x, out),
              a,
              v -> NaiveTensors.inverse(f, v),
              64,
              shape);
        }
      }
    }
    assertThatThrownBy(() -> engine.activateInverse(Activation.RELU, output(3), output(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("activateInverse");
  }

  @Test
  void takesSigns() {
    unary((x, out) -> engine.sign(0.25, x, out), x -> 0.25 * Math.signum(x), 1);
    unary(
        (x, out) -> engine.sign(2, x, out),
        new double[] {0, -0.0, 0x1p-99, -0x1p-99, 0x1p99},
        x -> 2 * Math.signum(x),
        1,
        5);
    binary(engine::signTimes, (magnitude, x) -> magnitude * Math.signum(x), 1);
  }

  @Test
  void refusesShapesThatDiffer() {
    assertThatThrownBy(() -> engine.add(output(2, 3), output(3, 2), output(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("add")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[3, 2]");
    assertThatThrownBy(() -> engine.activate(Activation.ELU, output(2, 3), output(2), output(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("activate");
    Tensor two = tensor(ElementType.FLOAT64, new double[2], 2);
    assertThatThrownBy(() -> engine.scaleRows(output(5), two, output(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scaleRows");
    assertThatThrownBy(() -> engine.copyColumns(output(2, 3), 1, output(2, 3), 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("copyColumns");
    ElementType other = single() ? ElementType.FLOAT64 : ElementType.FLOAT32;
    assertThatThrownBy(() -> engine.axpy(1, output(3), tensor(other, new double[3], 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("axpy");
  }
}
