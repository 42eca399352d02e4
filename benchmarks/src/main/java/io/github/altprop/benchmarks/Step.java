package io.github.altprop.benchmarks;

/** Training steps that can be repeated: data in, forward, backward, optimiser. */
interface Step extends AutoCloseable {
  /** Makes {@link #cycle} training steps. */
  void run();

  /** Training steps of one run: more than 1 where they are not all alike. */
  default int cycle() {
    return 1;
  }

  /** Whether {@link #run} may return before its steps are computed. */
  default boolean isAsynchronous() {
    return false;
  }

  /** Returns when all steps are computed. */
  default void await() {}

  @Override
  void close();
}
