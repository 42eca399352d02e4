package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.FacetEngine;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes on an {@link Accelerator}. Its siblings share it, so that what one hands another was
 * asked of the device before what the other does with it.
 */
final class CudaEngine extends FacetEngine {
  private final Parts parts;
  private final boolean first;
  private final List<Engine> siblings = new ArrayList<>();
  private final Set<Memory.Block> blocks = new HashSet<>();

  private CudaEngine(Parts parts, boolean first) {
    super(
        new CudaLinearAlgebra(parts.gpu, parts.memory, parts.launcher, parts.scratch),
        new CudaElementwise(parts.gpu, parts.launcher, parts.scratch),
        new CudaReductions(parts.gpu, parts.memory, parts.launcher, parts.scratch),
        new CudaLosses(parts.gpu, parts.launcher, parts.scratch),
        new CudaOptimizerSteps(parts.launcher),
        new CudaImages(
            new CudaConvolutions(parts.gpu, parts.launcher, parts.scratch),
            parts.launcher,
            parts.scratch),
        new CudaDecisions(parts.launcher, parts.steps));
    this.parts = parts;
    this.first = first;
  }

  /** What the facets share. */
  private record Parts(
      Accelerator device,
      Accelerator gpu,
      Memory memory,
      Scratch scratch,
      Launcher launcher,
      Steps steps) {
    static Parts on(Accelerator device, boolean records) {
      Recorder gpu = new Recorder(device);
      Memory memory = new Memory(gpu);
      Steps steps = new Steps(gpu, memory, records);
      Scratch scratch = new Scratch(memory, gpu);
      return new Parts(device, gpu, memory, scratch, new Launcher(gpu, scratch), steps);
    }
  }

  /** An engine on a device, which is closed with it. It records steps. */
  static CudaEngine on(Accelerator gpu) {
    return new CudaEngine(Parts.on(gpu, true), true);
  }

  /** The same, but it records nothing. */
  static CudaEngine unrecorded(Accelerator gpu) {
    return new CudaEngine(Parts.on(gpu, false), true);
  }

  @Override
  public Tensor zeros(ElementType type, int... shape) {
    long bytes = EngineTensor.elements(shape) * type.bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor holds at most 2 GiB, not " + Arrays.toString(shape) + " " + type);
    }
    Memory.Block block = parts.memory.allocate(bytes);
    blocks.add(block);
    if (bytes > 0) {
      parts.gpu.clear(block.address(), bytes);
    }
    return new CudaTensor(block, type, 0, shape);
  }

  @Override
  public void release(Tensor tensor) {
    CudaTensor own = CudaTensor.own("release", tensor);
    Memory.Block block = own.block();
    Operands.require(
        own.size() * own.type().bytes() == block.bytes() && blocks.contains(block),
        "release",
        () -> own + " is a view or belongs to another engine");
    block.release();
    blocks.remove(block);
  }

  /** Neither records from now on: what the other asks in the meantime would be recorded, too. */
  @Override
  public Engine sibling(int threads) {
    parts.steps.stop();
    Engine sibling = new CudaEngine(Parts.on(parts.device, false), false);
    siblings.add(sibling);
    return sibling;
  }

  @Override
  public void repeatedly(Object key, Runnable work) {
    // Memory that was outgrown goes before: recordings do not outlive any that is given back.
    parts.scratch.start();
    parts.steps.run(key, work);
  }

  @Override
  public void attach() {
    // The device is told with each call which context is meant.
  }

  @Override
  public long allocatedBytes() {
    return parts.memory.allocatedBytes();
  }

  /** One: the host only asks. */
  @Override
  public int threads() {
    return 1;
  }

  @Override
  public String description() {
    return parts.gpu.description();
  }

  @Override
  public void close() {
    parts.steps.stop();
    siblings.forEach(Engine::close);
    siblings.clear();
    blocks.forEach(Memory.Block::release);
    blocks.clear();
    parts.scratch.release();
    if (first) {
      parts.gpu.close();
    }
  }
}
