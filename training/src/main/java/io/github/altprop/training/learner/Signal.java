package io.github.altprop.training.learner;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * What one component of a pipeline hands to the next for a minibatch: the activities s_{i-1}, the
 * encoded targets t_{i-1}, and the data of the step.
 */
final class Signal {
  /** Says that no minibatch follows. */
  static final Signal END = new Signal();

  private final Map<Integer, Pair> buffers = new HashMap<>();
  private Work work;

  /**
   * The step that a minibatch is for.
   *
   * @param minibatch its running number
   * @param rows its examples
   * @param learningRate of the step
   * @param step number of the step, from 1
   */
  record Work(long minibatch, int rows, double learningRate, long step) {}

  private record Pair(Tensor input, Tensor target) {}

  Work work() {
    return work;
  }

  /** s_{i-1}, [rows, in...]. */
  Tensor input() {
    return buffers.get(work.rows()).input();
  }

  /** t_{i-1}, [rows, width]. */
  Tensor target() {
    return buffers.get(work.rows()).target();
  }

  /** Takes on a step; its buffers, allocated when a batch size is first seen, hold old numbers. */
  void take(Work work, Engine engine, ElementType type, int[] inputShape, int[] targetShape) {
    this.work = work;
    buffers.computeIfAbsent(
        work.rows(),
        rows -> new Pair(engine.zeros(type, inputShape), engine.zeros(type, targetShape)));
  }
}
