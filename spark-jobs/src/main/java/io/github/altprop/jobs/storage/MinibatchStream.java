package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.dataset.ExampleOrder;
import io.github.altprop.preprocessing.input.InputPipeline;
import java.io.Closeable;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Minibatches, read and normalised ahead of the trainer by a thread of its own. Use it from one
 * thread.
 */
public final class MinibatchStream implements Closeable {
  /** One being used, one ready, one being filled. */
  private static final int BUFFERS = 3;

  private final BlockingQueue<PreparedBatch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final ReadAhead readAhead;
  private final Thread producer;
  private final int batches;
  private int taken;
  private long waitedNanos;
  private PreparedBatch lent;

  /** A batch, or why there is none. */
  private record Outcome(PreparedBatch batch, Throwable failure) {}

  /**
   * Starts reading.
   *
   * @param reader of the split
   * @param order of the epoch; used by the stream's thread until it is closed
   * @param pipeline that makes inputs of images
   * @param epoch from 1, which variations are drawn for
   * @param ranges the minibatches, in the order in which they are wanted
   */
  public MinibatchStream(
      SplitReader reader,
      ExampleOrder order,
      InputPipeline pipeline,
      int epoch,
      List<PositionRange> ranges) {
    int largest = ranges.stream().mapToInt(PositionRange::count).max().orElse(0);
    for (int i = 0; i < BUFFERS; i++) {
      free.add(
          new PreparedBatch(
              0,
              new float[Math.multiplyExact(largest, pipeline.shape().values())],
              new int[largest],
              new long[largest]));
    }
    this.batches = ranges.size();
    BatchFiller filler = new BatchFiller(reader, order, pipeline, epoch, largest);
    List<PositionRange> wanted = List.copyOf(ranges);
    this.readAhead = new ReadAhead(reader, order, wanted);
    this.producer = new Thread(() -> produce(filler, wanted), "minibatches");
    producer.setDaemon(true);
    producer.start();
  }

  private void produce(BatchFiller filler, List<PositionRange> ranges) {
    try {
      for (int number = 0; number < ranges.size(); number++) {
        readAhead.entering(number);
        ready.put(new Outcome(filler.fill(free.take(), ranges.get(number)), null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed; nobody waits any more
    } catch (RuntimeException | Error e) {
      ready.offer(new Outcome(null, e));
    }
  }

  /** Whether there are more minibatches. */
  public boolean hasNext() {
    return taken < batches;
  }

  /** The next minibatch; ends the life of the one before. */
  public PreparedBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a minibatch", e);
    }
    waitedNanos += System.nanoTime() - start;
    if (outcome.failure() != null) {
      taken = batches;
      throw rethrown(outcome.failure());
    }
    taken++;
    lent = outcome.batch();
    return lent;
  }

  /** How long {@link #next} has waited in all. */
  public double waitedSeconds() {
    return waitedNanos / 1e9;
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Stops reading. */
  @Override
  public void close() {
    readAhead.close();
    producer.interrupt();
    try {
      producer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
