package io.github.altprop.training.tensor;

/**
 * Owns tensors and computes with them: the only way that layers, rules and optimisers touch
 * numbers.
 *
 * <p>An engine may be used by one thread at a time. Results are bit-equal from run to run for one
 * thread count.
 */
public interface Engine
    extends LinearAlgebra,
        Elementwise,
        Reductions,
        Losses,
        OptimizerSteps,
        Images,
        Decisions,
        AutoCloseable {
  /** A new tensor of zeros; it may have no elements. */
  Tensor zeros(ElementType type, int... shape);

  /** Frees a tensor that {@link #zeros} made; its views must not be used again. */
  void release(Tensor tensor);

  /**
   * Another engine of the same kind on the same device, for another thread; it is closed with this
   * one. Each may compute with the other's tensors as long as no two threads touch the same
   * elements and what is handed over is published safely.
   *
   * @param threads threads that each primitive may use
   */
  Engine sibling(int threads);

  /**
   * Readies the calling thread to use this engine, before its first call and again whenever another
   * engine was used in between.
   */
  void attach();

  /**
   * Does work that asks the same of this engine whenever it is asked for under an equal key: the
   * same primitives, on the same tensors, with the same numbers. Numbers that change lie in tensors
   * and are put there beforehand.
   *
   * <p>An engine may keep what the work asked, and do that again without running {@code work}, or
   * run {@code work} again without doing it; nothing that the work does besides may count.
   *
   * @param key kept as long as the engine
   */
  default void repeatedly(Object key, Runnable work) {
    work.run();
  }

  /** Bytes of all tensors allocated and not released, scratch memory of primitives included. */
  long allocatedBytes();

  /** Threads that each primitive may use. */
  int threads();

  /** What computes, in words for provenance: library, version, device. */
  String description();

  /** Releases every tensor of this engine. */
  @Override
  void close();
}
