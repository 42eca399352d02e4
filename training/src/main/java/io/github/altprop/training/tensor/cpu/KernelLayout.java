package io.github.altprop.training.tensor.cpu;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Moves kernels between [out, kh, kw, in] and a layout of oneDNN's, split over the workers along
 * the output channels.
 */
final class KernelLayout {
  // Below this many weights a second thread does not pay.
  private static final long GRAIN = 1 << 15;

  private final Workers workers;
  private final Piece[] pieces;

  /** One worker's share: the same output channels in both layouts. */
  private record Piece(reorder copy, stream queue, memory from, memory to) {}

  /**
   * @param from layout of the source
   * @param to layout of the target
   * @param blocked whichever of the two is oneDNN's
   */
  KernelLayout(
      engine processor, Workers workers, memory.desc from, memory.desc to, memory.desc blocked) {
    this.workers = workers;
    long[] dimensions = new long[4];
    try (LongPointer all = blocked.get_padded_dims()) {
      all.get(dimensions);
    }
    long weights = dimensions[0] * dimensions[1] * dimensions[2] * dimensions[3];
    long block = outBlock(blocked);
    long out;
    long in;
    long height;
    long width;
    try (LongPointer all = from.get_dims()) {
      out = all.get(0);
      in = all.get(1);
      height = all.get(2);
      width = all.get(3);
    }
    int count =
        (int) Math.max(1, Math.min(Math.min(workers.threads(), out / block), weights / GRAIN));
    pieces = new Piece[count];
    for (int i = 0; i < count; i++) {
      long begin = out / block * i / count * block;
      long end = i == count - 1 ? out : out / block * (i + 1) / count * block;
      long[] shape = {end - begin, in, height, width};
      long[] offset = {begin, 0, 0, 0};
      memory.desc source = count == 1 ? from : from.submemory_desc(shape, offset);
      memory.desc target = count == 1 ? to : to.submemory_desc(shape, offset);
      memory a = new memory(source, processor, new Pointer());
      memory b = new memory(target, processor, new Pointer());
      pieces[i] = new Piece(new reorder(a, b), new stream(processor), a, b);
    }
  }

  // Output channels that a blocked layout keeps together.
  private static long outBlock(memory.desc layout) {
    long block = 1;
    int levels = layout.get_inner_nblks();
    try (LongPointer sizes = layout.get_inner_blks();
        LongPointer dimensions = layout.get_inner_idxs()) {
      for (int i = 0; i < levels; i++) {
        if (dimensions.get(i) == 0) {
          block *= sizes.get(i);
        }
      }
    }
    return block;
  }

  /** Copies a whole kernel. */
  void copy(Pointer from, Pointer to) {
    workers.run(
        pieces.length,
        part -> {
          Piece piece = pieces[part];
          piece.from.set_data_handle(from);
          piece.to.set_data_handle(to);
          piece.copy.execute(piece.queue, piece.from, piece.to);
        });
  }
}
