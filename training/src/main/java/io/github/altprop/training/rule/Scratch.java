package io.github.altprop.training.rule;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * One reusable buffer that grows to the largest shape asked for, so that warm steps allocate
 * nothing.
 */
public final class Scratch {
  private final Engine engine;
  private final ElementType type;
  private Tensor buffer;

  /** An empty buffer. */
  public Scratch(Engine engine, ElementType type) {
    this.engine = engine;
    this.type = type;
    buffer = engine.zeros(type, 0);
  }

  /** The first elements of the buffer in this shape; what they hold is undefined. */
  public Tensor take(int... shape) {
    int size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, length);
    }
    if (size > buffer.size()) {
      engine.release(buffer);
      buffer = engine.zeros(type, size);
    }
    return buffer.slice(0, shape);
  }
}
