package io.github.altprop.training.learner;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Connects two threads of a pipeline by two buffers: the first thread fills one while the second
 * reads the other. Full buffers go one way, emptied ones come back.
 */
final class Link {
  private static final int BUFFERS = 2;

  private final BlockingQueue<Signal> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final BlockingQueue<Signal> free = new ArrayBlockingQueue<>(BUFFERS);
  private final Signal[] buffers = new Signal[BUFFERS];

  Link() {
    for (int i = 0; i < BUFFERS; i++) {
      buffers[i] = new Signal();
    }
  }

  BlockingQueue<Signal> full() {
    return full;
  }

  BlockingQueue<Signal> free() {
    return free;
  }

  /** Makes all buffers free, whatever an earlier run left behind. */
  void reset() {
    full.clear();
    free.clear();
    for (Signal buffer : buffers) {
      free.add(buffer);
    }
  }
}
