package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.FacetEngine;
import io.github.altprop.training.tensor.HostDecisions;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes on off-heap memory with fused Java loops, oneDNN and OpenBLAS; its own {@link Workers}
 * are the only threads.
 */
final class CpuEngine extends FacetEngine {
  private final Parts parts;
  private final List<Engine> siblings = new ArrayList<>();
  private final Set<Storage> storages = new HashSet<>();

  private CpuEngine(Parts parts) {
    super(
        new CpuLinearAlgebra(
            parts.workers,
            new Factorizations(parts.workers, parts.scratch),
            new CpuElementwise(parts.loops, parts.workers)),
        new CpuElementwise(parts.loops, parts.workers),
        new CpuReductions(parts.loops, parts.workers),
        new CpuLosses(parts.workers),
        new CpuOptimizerSteps(parts.loops),
        new CpuImages(parts.workers, parts.loops, parts.scratch),
        new HostDecisions<>(OffHeapTensor.class));
    this.parts = parts;
  }

  /** What the facets share. */
  private record Parts(
      AtomicLong account, Natives natives, Workers workers, Loops loops, Scratch scratch) {}

  static CpuEngine create(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least 1 thread, not " + threads);
    }
    AtomicLong account = new AtomicLong();
    Natives natives = new Natives();
    Workers workers = new Workers(threads, natives::oneThread);
    return new CpuEngine(
        new Parts(account, natives, workers, new Loops(workers), new Scratch(account)));
  }

  @Override
  public Tensor zeros(ElementType type, int... shape) {
    long bytes = EngineTensor.elements(shape) * type.bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor holds at most 2 GiB, not " + Arrays.toString(shape) + " " + type);
    }
    Storage storage = new Storage(bytes, parts.account);
    storages.add(storage);
    return new OffHeapTensor(storage, type, 0, shape);
  }

  @Override
  public void release(Tensor tensor) {
    OffHeapTensor own = OffHeapTensor.own("release", tensor);
    Storage storage = own.storage();
    Operands.require(
        own.size() * own.type().bytes() == storage.bytes() && storages.remove(storage),
        "release",
        () -> own + " is a view or belongs to another engine");
    storage.release();
  }

  @Override
  public Engine sibling(int threads) {
    Engine sibling = create(threads);
    siblings.add(sibling);
    return sibling;
  }

  @Override
  public void attach() {
    parts.workers.prepare();
  }

  @Override
  public long allocatedBytes() {
    return parts.account.get();
  }

  @Override
  public int threads() {
    return parts.workers.threads();
  }

  @Override
  public String description() {
    return "CPU, " + parts.natives.description();
  }

  @Override
  public void close() {
    siblings.forEach(Engine::close);
    siblings.clear();
    parts.workers.close();
    storages.forEach(Storage::release);
    storages.clear();
    parts.scratch.release();
  }
}
