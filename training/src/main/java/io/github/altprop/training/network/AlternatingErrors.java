package io.github.altprop.training.network;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps errors in two buffers that take turns: a layer reads its error from one and writes the
 * error of the layer below into the other. Each is as large as the largest error that is written
 * into it. Outputs get buffers of their own.
 */
final class AlternatingErrors implements ErrorMemory {
  private final Map<Layer, Integer> turns = new HashMap<>();
  private final Tensor[] errors = new Tensor[2];
  private final int batch;

  /**
   * @param senders the layers that send errors back, in order of computation
   */
  AlternatingErrors(Engine engine, ElementType type, int batch, List<Layer> senders) {
    this.batch = batch;
    int[] largest = new int[errors.length];
    for (Layer layer : senders) {
      int turn = turns.size() % errors.length;
      turns.put(layer, turn);
      largest[turn] = Math.max(largest[turn], Shapes.size(layer.inputShape()));
    }
    for (int turn = 0; turn < errors.length; turn++) {
      errors[turn] = engine.zeros(type, Math.multiplyExact(batch, largest[turn]));
    }
  }

  @Override
  public Tensor output(Layer layer) {
    return null;
  }

  @Override
  public Tensor inputError(Layer layer) {
    return errors[turns.get(layer)].slice(0, Shapes.batched(batch, layer.inputShape()));
  }
}
