package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.storage.MinibatchStream;
import io.github.altprop.jobs.storage.PreparedBatch;
import io.github.altprop.training.learner.Minibatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Hands the minibatches of a share to a trainer, one by one. They are read ahead of their use. */
public final class Feed implements AutoCloseable {
  private final MinibatchStream stream;
  private final List<Long> numbers;

  /**
   * @param numbers of the stream's minibatches, counted over all epochs
   */
  Feed(MinibatchStream stream, List<Long> numbers) {
    this.stream = stream;
    this.numbers = numbers;
  }

  /**
   * Goes through all of them.
   *
   * @param use sees each, which is gone after that
   */
  public void forEach(Consumer<Minibatch> use) {
    for (long number : numbers) {
      use.accept(minibatch(number, stream.next()));
    }
  }

  /** How long minibatches were waited for in all. */
  public double waitedSeconds() {
    return stream.waitedSeconds();
  }

  private static Minibatch minibatch(long number, PreparedBatch batch) {
    if (batch.labels().length == batch.size()) {
      return new Minibatch(number, batch.inputs(), batch.labels());
    }
    int values = batch.inputs().length / batch.labels().length;
    return new Minibatch(
        number,
        Arrays.copyOf(batch.inputs(), batch.size() * values),
        Arrays.copyOf(batch.labels(), batch.size()));
  }

  /** Stops reading. */
  @Override
  public void close() {
    stream.close();
  }
}
