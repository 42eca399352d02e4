package io.github.altprop.training.tensor;

/** An engine put together from one implementation per facet; nothing but delegation. */
public abstract class FacetEngine implements Engine {
  private final LinearAlgebra algebra;
  private final Elementwise elementwise;
  private final Reductions reductions;
  private final Losses losses;
  private final OptimizerSteps steps;
  private final Images images;
  private final Decisions decisions;

  protected FacetEngine(
      LinearAlgebra algebra,
      Elementwise elementwise,
      Reductions reductions,
      Losses losses,
      OptimizerSteps steps,
      Images images,
      Decisions decisions) {
    this.algebra = algebra;
    this.elementwise = elementwise;
    this.reductions = reductions;
    this.losses = losses;
    this.steps = steps;
    this.images = images;
    this.decisions = decisions;
  }

  @Override
  public final void gemm(
      double alpha, Tensor a, Op opA, Tensor b, Op opB, double beta, Tensor out) {
    algebra.gemm(alpha, a, opA, b, opB, beta, out);
  }

  @Override
  public final void gram(Tensor a, Op op, Tensor out) {
    algebra.gram(a, op, out);
  }

  @Override
  public final void transpose(Tensor a, Tensor out) {
    algebra.transpose(a, out);
  }

  @Override
  public final void addToDiagonal(double value, Tensor matrix) {
    algebra.addToDiagonal(value, matrix);
  }

  @Override
  public final void fillDiagonal(double value, Tensor matrix) {
    algebra.fillDiagonal(value, matrix);
  }

  @Override
  public final void invert(Tensor a, Tensor out) {
    algebra.invert(a, out);
  }

  @Override
  public final void orthonormalizeColumns(Tensor a) {
    algebra.orthonormalizeColumns(a);
  }

  @Override
  public final void fill(double value, Tensor x) {
    elementwise.fill(value, x);
  }

  @Override
  public final void copy(Tensor x, Tensor out) {
    elementwise.copy(x, out);
  }

  @Override
  public final void axpy(double alpha, Tensor x, Tensor y) {
    elementwise.axpy(alpha, x, y);
  }

  @Override
  public final void scale(double alpha, Tensor x, Tensor out) {
    elementwise.scale(alpha, x, out);
  }

  @Override
  public final void add(Tensor a, Tensor b, Tensor out) {
    elementwise.add(a, b, out);
  }

  @Override
  public final void subtract(Tensor a, Tensor b, Tensor out) {
    elementwise.subtract(a, b, out);
  }

  @Override
  public final void multiply(Tensor a, Tensor b, Tensor out) {
    elementwise.multiply(a, b, out);
  }

  @Override
  public final void divide(Tensor a, Tensor b, Tensor out) {
    elementwise.divide(a, b, out);
  }

  @Override
  public final void scaleRows(Tensor x, Tensor factors, Tensor out) {
    elementwise.scaleRows(x, factors, out);
  }

  @Override
  public final void copyColumns(Tensor x, int from, Tensor out, int outFrom, int count) {
    elementwise.copyColumns(x, from, out, outFrom, count);
  }

  @Override
  public final void activate(Activation f, Tensor x, Tensor bias, Tensor out) {
    elementwise.activate(f, x, bias, out);
  }

  @Override
  public final void activateBackward(Activation f, Tensor a, Tensor error, Tensor out) {
    elementwise.activateBackward(f, a, error, out);
  }

  @Override
  public final void activateBackward(
      Activation f, Tensor a, Tensor error, Tensor out, Tensor columnSums) {
    elementwise.activateBackward(f, a, error, out, columnSums);
  }

  @Override
  public final void activateDerivative(Activation f, Tensor a, Tensor out) {
    elementwise.activateDerivative(f, a, out);
  }

  @Override
  public final void activateInverse(Activation f, Tensor a, Tensor out) {
    elementwise.activateInverse(f, a, out);
  }

  @Override
  public final void sign(double scale, Tensor x, Tensor out) {
    elementwise.sign(scale, x, out);
  }

  @Override
  public final void signTimes(Tensor magnitude, Tensor x, Tensor out) {
    elementwise.signTimes(magnitude, x, out);
  }

  @Override
  public final double dot(Tensor x, Tensor y) {
    return reductions.dot(x, y);
  }

  @Override
  public final void norm(Tensor x, Tensor out) {
    reductions.norm(x, out);
  }

  @Override
  public final double sumOfMagnitudes(Tensor x) {
    return reductions.sumOfMagnitudes(x);
  }

  @Override
  public final long countNonZero(Tensor x) {
    return reductions.countNonZero(x);
  }

  @Override
  public final void rowNorms(Tensor x, Tensor norms) {
    reductions.rowNorms(x, norms);
  }

  @Override
  public final void columnSums(Tensor x, Tensor out) {
    reductions.columnSums(x, out);
  }

  @Override
  public final void softmaxCrossEntropy(
      Tensor logits, Tensor labels, double scale, Tensor error, Tensor loss) {
    losses.softmaxCrossEntropy(logits, labels, scale, error, loss);
  }

  @Override
  public final void squaredError(
      Tensor prediction, Tensor target, double scale, Tensor error, Tensor loss) {
    losses.squaredError(prediction, target, scale, error, loss);
  }

  @Override
  public final void adam(
      Tensor parameters,
      Tensor gradient,
      Tensor firstMoment,
      Tensor secondMoment,
      Tensor rate,
      double beta1,
      double beta2,
      double epsilon) {
    steps.adam(parameters, gradient, firstMoment, secondMoment, rate, beta1, beta2, epsilon);
  }

  @Override
  public final void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      Tensor rate,
      double momentum,
      double decay) {
    steps.momentum(parameters, gradient, velocity, rate, momentum, decay);
  }

  @Override
  public final void descend(Tensor parameters, Tensor gradient, Tensor rate) {
    steps.descend(parameters, gradient, rate);
  }

  @Override
  public final void convolve(
      Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out) {
    images.convolve(x, kernel, bias, f, window, out);
  }

  @Override
  public final void convolveBackward(
      Tensor error, Tensor kernel, Window window, Tensor inputError) {
    images.convolveBackward(error, kernel, window, inputError);
  }

  @Override
  public final void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    images.kernelGradient(x, error, window, gradient);
  }

  @Override
  public final void maxPool(Tensor x, Window window, Tensor out) {
    images.maxPool(x, window, out);
  }

  @Override
  public final void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    images.maxPoolBackward(x, out, error, window, inputError);
  }

  @Override
  public final void averagePool(Tensor x, Window window, Tensor out) {
    images.averagePool(x, window, out);
  }

  @Override
  public final void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    images.averagePoolBackward(error, window, inputError);
  }

  @Override
  public final void channelStatistics(Tensor x, Tensor mean, Tensor variance) {
    images.channelStatistics(x, mean, variance);
  }

  @Override
  public final void normalize(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor beta,
      Activation f,
      Tensor out) {
    images.normalize(x, mean, variance, epsilon, gamma, beta, f, out);
  }

  @Override
  public final void normalizeBackward(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor error,
      Tensor inputError,
      Tensor gammaGradient,
      Tensor betaGradient) {
    images.normalizeBackward(
        x, mean, variance, epsilon, gamma, error, inputError, gammaGradient, betaGradient);
  }

  @Override
  public final void atMost(Tensor a, Tensor b, Tensor holds) {
    decisions.atMost(a, b, holds);
  }

  @Override
  public final void less(Tensor a, Tensor b, Tensor holds) {
    decisions.less(a, b, holds);
  }

  @Override
  public final void branch(Tensor holds, Runnable work, Runnable otherwise) {
    decisions.branch(holds, work, otherwise);
  }

  @Override
  public final void repeat(Tensor holds, Runnable work) {
    decisions.repeat(holds, work);
  }
}
