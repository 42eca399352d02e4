package io.github.altprop.training.network;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * Keeps all outputs and errors of a network in one block of memory, in which errors overwrite the
 * outputs of layers that the walk back has passed. An {@link OverlayPlan} says at which offsets.
 * This saves nearly all the memory that errors would need.
 */
final class OverlaidErrors implements ErrorMemory {
  private final OverlayPlan plan;
  private final int batch;
  private final Tensor memory;

  OverlaidErrors(Engine engine, ElementType type, int batch, OverlayPlan plan) {
    this.plan = plan;
    this.batch = batch;
    memory = engine.zeros(type, Math.toIntExact(plan.elements()));
  }

  @Override
  public Tensor output(Layer layer) {
    return at(plan.output(layer), layer.outputShape());
  }

  @Override
  public Tensor inputError(Layer layer) {
    return at(plan.inputError(layer), layer.inputShape());
  }

  private Tensor at(long offset, int[] shape) {
    return memory.slice(offset, Shapes.batched(batch, shape));
  }
}
