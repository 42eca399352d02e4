package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.dataset.ExampleOrder;
import io.github.altprop.preprocessing.input.InputPipeline;

/** Gathers the examples of a minibatch from their row groups and normalises them. */
final class BatchFiller {
  private final ExampleOrder order;
  private final InputPipeline pipeline;
  private final int epoch;
  private final int[] groups;
  private final int[] rows;
  private final HeldRowGroups held;

  BatchFiller(
      SplitReader reader, ExampleOrder order, InputPipeline pipeline, int epoch, int largest) {
    this.order = order;
    this.pipeline = pipeline;
    this.epoch = epoch;
    this.groups = new int[largest];
    this.rows = new int[largest];
    this.held = new HeldRowGroups(reader);
  }

  /** The same buffers, filled. */
  PreparedBatch fill(PreparedBatch buffers, PositionRange range) {
    int values = pipeline.shape().values();
    order.locate(range.from(), range.count(), groups, rows);
    for (int i = 0; i < range.count(); i++) {
      RowGroup group = held.get(groups[i]);
      int row = rows[i];
      buffers.labels()[i] = group.labels()[row];
      buffers.indices()[i] = group.indices()[row];
      pipeline.write(
          group.pixels(), row * values, group.indices()[row], epoch, buffers.inputs(), i * values);
    }
    return new PreparedBatch(range.count(), buffers.inputs(), buffers.labels(), buffers.indices());
  }
}
