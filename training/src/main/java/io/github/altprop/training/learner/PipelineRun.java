package io.github.altprop.training.learner;

import io.github.altprop.training.associated.AssociatedComponent;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.LossAverages;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Minibatches on their way through a pipeline. */
final class PipelineRun implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 100;

  private final Engine engine;
  private final Link entrance;
  private final ExecutorService threads;
  private final List<Future<List<ComponentLosses>>> results = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final LossAverages components = new LossAverages();
  private final ParameterVector updates;
  private final int[] inputShape;
  private final int classes;

  /** What one stage has to do until no minibatch follows. */
  @FunctionalInterface
  interface Work {
    /** Returns the component's losses, minibatch by minibatch. */
    List<ComponentLosses> run() throws InterruptedException;
  }

  /**
   * @param first the component that minibatches come to
   * @param entrance on which they come
   * @param stages each for a thread of its own
   * @param updates what the gradients are written to
   */
  PipelineRun(
      Engine engine,
      AssociatedComponent first,
      Link entrance,
      List<Work> stages,
      ParameterVector updates) {
    this.engine = engine;
    this.entrance = entrance;
    this.updates = updates;
    inputShape = first.inputShape();
    classes = first.targetWidth();
    threads = Executors.newFixedThreadPool(stages.size(), PipelineRun::daemon);
    stages.forEach(stage -> results.add(threads.submit(() -> guarded(stage))));
  }

  /**
   * Hands a minibatch to the first component; returns as soon as its numbers are copied.
   *
   * @throws IllegalStateException if a component failed
   */
  void submit(Minibatch batch, double learningRate, long step) {
    Signal signal = free();
    int rows = batch.size();
    int[] shape = new int[inputShape.length + 1];
    shape[0] = rows;
    System.arraycopy(inputShape, 0, shape, 1, inputShape.length);
    signal.take(
        new Signal.Work(batch.number(), rows, learningRate, step),
        engine,
        updates.flat().type(),
        shape,
        new int[] {rows, classes});
    signal.input().put(batch.inputs());
    signal.target().put(OneHot.of(batch.labels(), classes));
    sizes.add(rows);
    // Never full: there are fewer buffers than places.
    entrance.full().add(signal);
  }

  /**
   * Waits until all minibatches have passed all components.
   *
   * @return the sum of their examples' losses
   */
  double finish() {
    entrance.full().add(Signal.END);
    List<List<ComponentLosses>> byComponent = new ArrayList<>();
    for (Future<List<ComponentLosses>> result : results) {
      byComponent.add(join(result));
    }
    double total = 0;
    for (int k = 0; k < sizes.size(); k++) {
      int minibatch = k;
      List<ComponentLosses> losses =
          byComponent.stream().map(component -> component.get(minibatch)).toList();
      components.add(losses, sizes.get(k));
      total += sizes.get(k) * losses.stream().mapToDouble(ComponentLosses::sum).sum();
    }
    return total;
  }

  /** The losses of every component in all minibatches; none before {@link #finish}. */
  LossAverages components() {
    return components;
  }

  /** Stops all components, whatever they are at, and waits for them. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ComponentLosses> guarded(Work stage) throws InterruptedException {
    try {
      return stage.run();
    } catch (InterruptedException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      // The other components wait for this one; nothing else would wake them.
      threads.shutdownNow();
      throw e;
    }
  }

  private Signal free() {
    try {
      while (true) {
        if (failure.get() != null) {
          throw failed(failure.get());
        }
        Signal signal = entrance.free().poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (signal != null) {
          return signal;
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private List<ComponentLosses> join(Future<List<ComponentLosses>> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw failed(failure.get());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("a component of the pipeline failed: " + cause, cause);
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the pipeline was working", cause);
  }

  private static Thread daemon(Runnable stage) {
    Thread thread = new Thread(stage, "pipeline");
    thread.setDaemon(true);
    return thread;
  }
}
