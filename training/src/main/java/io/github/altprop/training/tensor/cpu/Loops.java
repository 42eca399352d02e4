package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;

/** Fused loops: every operand passes block by block through one kernel, split over the workers. */
final class Loops {
  /** Below this many elements per thread, waking a thread costs more than it saves. */
  private static final int GRAIN = 8192;

  /** Blocks added up in the element type before they go into a double; bounds float32's error. */
  private static final int BLOCKS_PER_SUM = 64;

  private final Workers workers;
  private final Blocks[] floats;
  private final Blocks[] doubles;

  Loops(Workers workers) {
    this.workers = workers;
    floats = new Blocks[workers.threads()];
    doubles = new Blocks[workers.threads()];
  }

  /** Runs an elementwise kernel over {@code size} elements of every operand. */
  void run(ElementType type, int size, Kernel kernel, Operand... operands) {
    runRows(type, size, 1, kernel, operands);
  }

  /**
   * Runs a kernel over the rows of a matrix of {@code size} elements.
   *
   * @param columns length of a row
   * @return for each summed operand its column sums [columns], else null
   */
  double[][] runRows(ElementType type, int size, int columns, Kernel kernel, Operand... operands) {
    double[][][] partial = new double[workers.threads()][operands.length][];
    for (int slot = 0; slot < operands.length; slot++) {
      if (operands[slot].summed()) {
        partial[0][slot] = new double[columns];
      }
    }
    if (size == 0) {
      return partial[0];
    }
    int parts =
        workers.split(
            size,
            unit(columns, operands),
            GRAIN,
            (part, from, to) -> {
              for (int slot = 0; slot < operands.length; slot++) {
                if (operands[slot].summed() && part > 0) {
                  partial[part][slot] = new double[columns];
                }
              }
              pass(blocks(type, part), from, to, columns, kernel, operands, partial[part]);
            });
    for (int part = 1; part < parts; part++) {
      for (int slot = 0; slot < operands.length; slot++) {
        if (operands[slot].summed()) {
          for (int i = 0; i < columns; i++) {
            partial[0][slot][i] += partial[part][slot][i];
          }
        }
      }
    }
    return partial[0];
  }

  // Where a range may be cut: anywhere on a block, but sums and tiled rows need whole rows.
  private static int unit(int columns, Operand[] operands) {
    if (columns <= Blocks.LENGTH) {
      return Blocks.LENGTH / columns * columns;
    }
    for (Operand operand : operands) {
      if (operand.summed()) {
        return columns;
      }
    }
    return Blocks.LENGTH;
  }

  private Blocks blocks(ElementType type, int part) {
    Blocks[] all = type == ElementType.FLOAT32 ? floats : doubles;
    if (all[part] == null) {
      all[part] = type == ElementType.FLOAT32 ? new Blocks.OfFloats() : new Blocks.OfDoubles();
    }
    return all[part];
  }

  private static void pass(
      Blocks blocks,
      int from,
      int to,
      int columns,
      Kernel kernel,
      Operand[] operands,
      double[][] sums) {
    boolean tiled = columns <= Blocks.LENGTH;
    int tile = tiled ? Blocks.LENGTH / columns * columns : Blocks.LENGTH;
    int sumLength = tiled ? tile : columns;
    for (int slot = 0; slot < operands.length; slot++) {
      Operand operand = operands[slot];
      if (operand.summed()) {
        blocks.clearSums(slot, sumLength);
      }
      if (tiled && operand.kind() == Operand.Kind.ROW) {
        for (int i = 0; i < tile; i += columns) {
          blocks.row(slot, operand.values(), 0, i, i + columns);
        }
      }
    }
    int rowsPending = 0;
    for (int at = from; at < to; ) {
      int column = tiled ? 0 : at % columns;
      int n = Math.min(to - at, tiled ? tile : Math.min(tile, columns - column));
      for (int slot = 0; slot < operands.length; slot++) {
        load(blocks, slot, operands[slot], at, n, column, columns);
      }
      blocks.apply(kernel, n);
      for (int slot = 0; slot < operands.length; slot++) {
        if (operands[slot].stored()) {
          blocks.store(slot, operands[slot].tensor(), at, n);
        }
        if (operands[slot].summed()) {
          blocks.accumulate(slot, column, n);
        }
      }
      at += n;
      if (at % columns == 0 && ++rowsPending == BLOCKS_PER_SUM) {
        rowsPending = 0;
        flush(blocks, operands, sumLength, sums);
      }
    }
    flush(blocks, operands, sumLength, sums);
  }

  private static void load(
      Blocks blocks, int slot, Operand operand, int at, int n, int column, int columns) {
    if (operand.loaded()) {
      blocks.load(slot, operand.tensor(), at, n);
    } else if (operand.kind() == Operand.Kind.ROW && columns > Blocks.LENGTH) {
      blocks.row(slot, operand.values(), column, 0, n);
    } else if (operand.kind() == Operand.Kind.FACTORS) {
      for (int i = 0; i < n; ) {
        int row = (at + i) / columns;
        int end = (int) Math.min(n, (row + 1L) * columns - at);
        blocks.fill(slot, i, end, operand.values()[row]);
        i = end;
      }
    }
  }

  private static void flush(Blocks blocks, Operand[] operands, int length, double[][] sums) {
    for (int slot = 0; slot < operands.length; slot++) {
      if (operands[slot].summed()) {
        blocks.flushSums(slot, length, sums[slot]);
      }
    }
  }
}
