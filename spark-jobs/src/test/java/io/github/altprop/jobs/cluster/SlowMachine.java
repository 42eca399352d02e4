package io.github.altprop.jobs.cluster;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Lets the executors of a worker compute for a fraction of the time only, until it is closed. */
final class SlowMachine implements AutoCloseable {
  private static final long STOPPED_NANOS = 180_000_000;
  private static final long RUNNING_NANOS = 20_000_000;

  private final StandaloneCluster cluster;
  private final int worker;
  private final Thread brake = new Thread(this::run, "brake");
  private volatile boolean closed;

  private SlowMachine(StandaloneCluster cluster, int worker) {
    this.cluster = cluster;
    this.worker = worker;
  }

  /** Slows the executors that a worker has, and those that it gets. */
  static SlowMachine of(StandaloneCluster cluster, int worker) {
    SlowMachine machine = new SlowMachine(cluster, worker);
    machine.brake.start();
    return machine;
  }

  private void run() {
    while (!closed) {
      List<ProcessHandle> executors = cluster.executors(worker);
      executors.forEach(executor -> Signals.send("STOP", executor));
      LockSupport.parkNanos(STOPPED_NANOS);
      executors.forEach(executor -> Signals.send("CONT", executor));
      LockSupport.parkNanos(RUNNING_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      brake.join();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while a machine was slow", e);
    }
  }
}
