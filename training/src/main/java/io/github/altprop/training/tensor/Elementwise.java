package io.github.altprop.training.tensor;

/**
 * Operations that treat every element, or every element of a row, alike.
 *
 * <p>Outputs are written, never allocated; an output may be one of the inputs. "Rows" means that a
 * tensor is read as a matrix: everything but the last dimension by the last one.
 */
public interface Elementwise {
  /** x = value. */
  void fill(double value, Tensor x);

  /** out = x, converting if the element types differ. */
  void copy(Tensor x, Tensor out);

  /** y += alpha x. */
  void axpy(double alpha, Tensor x, Tensor y);

  /** out = alpha x. */
  void scale(double alpha, Tensor x, Tensor out);

  /** out = a + b. */
  void add(Tensor a, Tensor b, Tensor out);

  /** out = a - b. */
  void subtract(Tensor a, Tensor b, Tensor out);

  /** out = a * b, element by element. */
  void multiply(Tensor a, Tensor b, Tensor out);

  /** out = a / b, element by element; 0 where b is 0. */
  void divide(Tensor a, Tensor b, Tensor out);

  /**
   * out[i, j] = x[i, j] * factors[i]; x is read as [rows, rest].
   *
   * @param factors [rows] in float64
   */
  void scaleRows(Tensor x, Tensor factors, Tensor out);

  /** out[:, outFrom : outFrom + count] = x[:, from : from + count]. */
  void copyColumns(Tensor x, int from, Tensor out, int outFrom, int count);

  /** out = f(x + bias) with the bias [n] added to every row; {@code bias} may be null. */
  void activate(Activation f, Tensor x, Tensor bias, Tensor out);

  /** out = f'(z) * error, with f' computed from the activation a = f(z). */
  void activateBackward(Activation f, Tensor a, Tensor error, Tensor out);

  /**
   * {@link #activateBackward(Activation, Tensor, Tensor, Tensor)} and, in the same pass, columnSums
   * [n] = the sums of out's columns: the gradient of a bias.
   */
  void activateBackward(Activation f, Tensor a, Tensor error, Tensor out, Tensor columnSums);

  /** out = f'(z) computed from the activation a = f(z). */
  void activateDerivative(Activation f, Tensor a, Tensor out);

  /** out = f^-1(a), for an invertible activation. */
  void activateInverse(Activation f, Tensor a, Tensor out);

  /** out = scale * sign(x), with sign(0) = 0. */
  void sign(double scale, Tensor x, Tensor out);

  /** out = magnitude * sign(x), element by element, with sign(0) = 0. */
  void signTimes(Tensor magnitude, Tensor x, Tensor out);
}
