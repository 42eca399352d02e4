package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.function.Consumer;

/**
 * What dense layers and convolutions have in common when they run: bias, activation and their
 * derivatives. Subclasses add the product with the weight.
 */
abstract class WeightedPass implements SynapsePass {
  private final Synapse layer;
  private final Engine engine;
  private final Tensor weight;
  private final Tensor keptWeight;
  private final Tensor bias;
  private final Tensor keptBias;
  private final Tensor negativeBias;
  private final Tensor output;
  private final Tensor allUnits;
  private final PassContext context;
  private final Tensor inputError;
  private Tensor input;

  WeightedPass(Synapse layer, PassContext context) {
    this.layer = layer;
    engine = context.engine();
    weight = context.parameters().view(layer.weight());
    keptWeight = weight.rows(0, layer.kept());
    bias = layer.bias() == null ? null : context.parameters().view(layer.bias());
    keptBias = bias == null ? null : bias.rows(0, layer.kept());
    negativeBias =
        bias == null || context.auxiliary() == Auxiliary.SKIPPED
            ? null
            : engine.zeros(bias.type(), bias.shape());
    output = context.output(layer);
    allUnits = allUnits(context);
    this.context = context;
    inputError = context.inputError(layer);
  }

  /** out = f(input * weight + bias) for any number of units. */
  abstract void product(Tensor input, Tensor weight, Tensor bias, Activation f, Tensor out);

  /** gradient = d(sum of error * product) / d weight. */
  abstract void weightGradient(Tensor input, Tensor error, Tensor gradient);

  final Engine engine() {
    return engine;
  }

  @Override
  public final Synapse layer() {
    return layer;
  }

  @Override
  public final Tensor matrix() {
    return weight.matrix();
  }

  @Override
  public final Tensor keptWeight() {
    return keptWeight;
  }

  @Override
  public final Tensor input() {
    return input;
  }

  @Override
  public final Tensor output() {
    return output;
  }

  @Override
  public final Tensor allUnits() {
    if (allUnits == null) {
      throw new IllegalStateException(layer.name() + " was opened without its auxiliary units");
    }
    return allUnits;
  }

  @Override
  public final Tensor forward(Tensor input, Mode mode) {
    this.input = input;
    if (allUnits == null || allUnits == output) {
      product(input, keptWeight, keptBias, layer.activation(), output);
    } else {
      product(input, weight, bias, layer.activation(), allUnits);
      engine.copyColumns(allUnits, 0, output, 0, layer.kept());
    }
    return output;
  }

  @Override
  public final Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
    Tensor error = preActivationError(outputError, updates);
    writeKept(updates.view(layer.weight()), kept -> weightGradient(input, error, kept));
    if (inputError != null) {
      feedback.propagate(this, error, inputError);
    }
    return inputError;
  }

  @Override
  public final void gradients(Tensor error, ParameterVector updates) {
    writeKept(updates.view(layer.weight()), kept -> weightGradient(input, error, kept));
    if (bias != null) {
      writeKept(updates.view(layer.bias()), kept -> engine.columnSums(error, kept));
    }
  }

  /** The error at the pre-activation; the bias gradient, its column sums, is written on the way. */
  private Tensor preActivationError(Tensor outputError, ParameterVector updates) {
    if (layer.activation().kind() == Activation.Kind.IDENTITY) {
      if (bias != null) {
        writeKept(updates.view(layer.bias()), kept -> engine.columnSums(outputError, kept));
      }
      return outputError;
    }
    Tensor delta = context.delta(outputError);
    if (bias == null) {
      engine.activateBackward(layer.activation(), output, outputError, delta);
    } else {
      writeKept(
          updates.view(layer.bias()),
          kept -> engine.activateBackward(layer.activation(), output, outputError, delta, kept));
    }
    return delta;
  }

  @Override
  public final void removeBias(Tensor preActivation) {
    if (negativeBias == null) {
      return;
    }
    engine.scale(-1, bias, negativeBias);
    engine.activate(Activation.IDENTITY, preActivation, negativeBias, preActivation);
  }

  private void writeKept(Tensor update, Consumer<Tensor> gradient) {
    int kept = layer.kept();
    int units = layer.units();
    if (kept == units) {
      gradient.accept(update);
    } else {
      gradient.accept(update.rows(0, kept));
      engine.fill(0, update.rows(kept, units));
    }
  }

  private Tensor allUnits(PassContext context) {
    if (context.auxiliary() == Auxiliary.SKIPPED) {
      return null;
    }
    if (layer.kept() == layer.units()) {
      return output;
    }
    int[] shape = layer.outputShape();
    shape[shape.length - 1] = layer.units();
    return context.buffer(shape);
  }
}
