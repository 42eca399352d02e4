package io.github.altprop.training.learner;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects a few numbers of each step of a round, such as losses, on the device that computed them.
 * They are read once, at the end of the round, because reading a number makes the host wait for the
 * device.
 */
final class StepRecords {
  /** Steps between two waits for the engine. */
  private static final int STEPS = 1024;

  private final Engine engine;
  private final List<double[]> read = new ArrayList<>();
  private Tensor pending;
  private int width;
  private int steps;

  StepRecords(Engine engine) {
    this.engine = engine;
    pending = engine.zeros(ElementType.FLOAT64, 0);
  }

  /** Copies the numbers of the next step, in float64; always as many. */
  void add(Tensor values) {
    if (steps == STEPS) {
      read();
    }
    if (pending.size() == 0) {
      width = Math.toIntExact(values.size());
      engine.release(pending);
      pending = engine.zeros(ElementType.FLOAT64, STEPS, width);
    }
    engine.copy(values.reshape(width), pending.slice((long) steps * width, width));
    steps++;
  }

  /** The numbers of all steps in order; they are forgotten here. */
  List<double[]> take() {
    read();
    List<double[]> all = List.copyOf(read);
    clear();
    return all;
  }

  /** Forgets everything. */
  void clear() {
    steps = 0;
    read.clear();
  }

  private void read() {
    if (steps > 0) {
      double[] values = pending.rows(0, steps).toDoubles();
      for (int i = 0; i < steps; i++) {
        read.add(Arrays.copyOfRange(values, i * width, (i + 1) * width));
      }
    }
    steps = 0;
  }
}
