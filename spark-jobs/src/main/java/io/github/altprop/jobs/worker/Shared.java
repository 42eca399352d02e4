package io.github.altprop.jobs.worker;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/**
 * A value that all tasks of a job may read until it is withdrawn. Within one process it is passed
 * by reference, else by broadcast.
 */
public interface Shared<T> extends Serializable {
  /** The value; the first to ask in a process waits for it. */
  T value();

  /** Frees what it takes. */
  void withdraw();

  /**
   * Shares by reference where tasks run in this process, else by broadcast. Spark would cut a
   * broadcast into bytes even for tasks that never look at these.
   *
   * <p>A broadcast is cut into bytes before this returns, and nothing else is kept of the value.
   */
  static <T> Shared<T> of(JavaSparkContext spark, T value) {
    return spark.isLocal()
        ? Here.put(value)
        // In bytes only: as other broadcasts, Spark would keep the driver's own value as well.
        : new Sent<>(
            spark.sc().broadcastInternal(value, true, ClassTag$.MODULE$.apply(Object.class)));
  }

  /** A value that goes out by broadcast. */
  record Sent<T>(Broadcast<T> broadcast) implements Shared<T> {
    @Override
    public T value() {
      return broadcast.value();
    }

    @Override
    public void withdraw() {
      broadcast.destroy();
    }
  }

  /** A value in this process, by number: tasks are copied even where they do not travel. */
  record Here<T>(long number) implements Shared<T> {
    private static final Map<Long, Object> VALUES = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static <T> Here<T> put(T value) {
      long number = NUMBERS.incrementAndGet();
      VALUES.put(number, value);
      return new Here<>(number);
    }

    @Override
    @SuppressWarnings("unchecked") // put as a T
    public T value() {
      return (T) VALUES.get(number);
    }

    @Override
    public void withdraw() {
      VALUES.remove(number);
    }
  }
}
