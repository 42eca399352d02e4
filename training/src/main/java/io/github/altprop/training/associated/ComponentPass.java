package io.github.altprop.training.associated;

import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.rule.Backpropagation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * One component at work on minibatches of one size.
 *
 * <pre>
 * L_i  = MSE(b_i(f_i(s_{i-1})), t_i)          trains f_i and b_i
 * L'_i = MSE(h_i(g_i(t_{i-1})), t_{i-1})      trains g_i and h_i
 * </pre>
 *
 * <p>s_{i-1} and t_{i-1} are constants, and so is t_i in L_i: gradients are exact inside a
 * component and end at its inputs. MSE is the mean over all elements. Source: Kao and Chen 2021,
 * eq. 3 and 6, and code.
 */
public final class ComponentPass {
  private static final Backpropagation EXACT = new Backpropagation();

  private final AssociatedComponent component;
  private final Engine engine;
  private final Pass associated;
  private final Pass autoencoder;
  private final Tensor losses;

  /**
   * Allocates the buffers.
   *
   * @param parameters of the whole network
   * @param statistics of the whole network
   * @param batch examples per minibatch
   */
  public ComponentPass(
      AssociatedComponent component,
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      int batch) {
    this.component = component;
    this.engine = engine;
    associated =
        new Pass(component.associated(), engine, parameters, statistics, Auxiliary.SKIPPED, batch);
    autoencoder =
        new Pass(component.autoencoder(), engine, parameters, statistics, Auxiliary.SKIPPED, batch);
    losses = engine.zeros(ElementType.FLOAT64, 2);
  }

  /** Where s_{i-1} goes before {@link #forward}: [batch, in...]. */
  public Tensor input() {
    return associated.input();
  }

  /** Where t_{i-1} goes before {@link #forward}: [batch, width]. */
  public Tensor target() {
    return autoencoder.input();
  }

  /** Computes s_i, s'_i, t_i and t'_{i-1}. */
  public void forward(Mode mode) {
    associated.forward(mode);
    autoencoder.forward(mode);
  }

  /** s_i of the last forward. */
  public Tensor nextInput() {
    return associated.layers().get(component.forward().size() - 1).output();
  }

  /** t_i of the last forward. */
  public Tensor nextTarget() {
    return autoencoder.layers().get(component.encoderDepth() - 1).output();
  }

  /** s'_i of the last forward. */
  public Tensor bridged() {
    return associated.layers().get(associated.layers().size() - 1).output();
  }

  /** t'_{i-1} of the last forward. */
  public Tensor decoded() {
    return autoencoder.layers().get(autoencoder.layers().size() - 1).output();
  }

  /**
   * Writes the gradients of both losses for this component's parameters.
   *
   * @return what {@link #losses} reads: [2] in float64, overwritten by the next call
   */
  public Tensor backward(long minibatch, ParameterVector updates) {
    squaredError(bridged(), nextTarget(), associated.outputError(), losses.slice(0, 1));
    squaredError(decoded(), target(), autoencoder.outputError(), losses.slice(1, 1));
    associated.backward(EXACT, minibatch, updates);
    autoencoder.backward(EXACT, minibatch, updates);
    return losses;
  }

  /**
   * The losses alone, of the last forward.
   *
   * @return what {@link #losses} reads: [2] in float64, overwritten by the next call
   */
  public Tensor measure() {
    squaredError(bridged(), nextTarget(), null, losses.slice(0, 1));
    squaredError(decoded(), target(), null, losses.slice(1, 1));
    return losses;
  }

  /**
   * The losses that {@link #backward} or {@link #measure} left.
   *
   * @param sums squared errors of the bridge and of the autoencoder
   */
  public ComponentLosses losses(double[] sums) {
    return new ComponentLosses(1.0 / bridged().size() * sums[0], 1.0 / decoded().size() * sums[1]);
  }

  /**
   * The derivative of the mean where it is wanted, and the sum, of which the mean is taken when it
   * is read.
   */
  private void squaredError(Tensor prediction, Tensor wanted, Tensor error, Tensor sum) {
    engine.squaredError(prediction, wanted, 1.0 / prediction.size(), error, sum);
  }
}
