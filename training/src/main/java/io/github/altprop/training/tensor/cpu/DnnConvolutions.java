package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Window;
import io.github.altprop.training.tensor.cpu.DnnPlan.Direction;
import io.github.altprop.training.tensor.cpu.DnnPlan.Geometry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/**
 * Float32 convolutions by oneDNN: each worker runs its share of the images with a sequential
 * primitive, which is built once per geometry.
 */
final class DnnConvolutions implements Convolutions {
  private static final Activation NONE = Activation.IDENTITY;

  private final Workers workers;
  private final Loops loops;
  private final Scratch scratch;
  private final engine processor = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final Map<Geometry, Call> calls = new HashMap<>();

  DnnConvolutions(Workers workers, Loops loops, Scratch scratch) {
    this.workers = workers;
    this.loops = loops;
    this.scratch = scratch;
  }

  /**
   * Everything that a call of one geometry needs.
   *
   * @param plans one per worker
   * @param first index of each plan's first image
   * @param layout between [out, kh, kw, in] and the plans' common kernel layout
   * @param kernelBytes size of a kernel in that layout
   */
  private record Call(
      List<DnnPlan> plans, List<Integer> first, KernelLayout layout, long kernelBytes) {}

  @Override
  public void convolve(
      OffHeapTensor x,
      OffHeapTensor kernel,
      OffHeapTensor bias,
      Activation f,
      Window window,
      OffHeapTensor out) {
    Call call = call(Direction.FORWARD, x, out, window, f, bias != null);
    Pointer blocked = blockedKernel(call, kernel);
    run(call, x, out, part -> blocked, bias == null ? null : bias.pointerAt(0));
  }

  @Override
  public void convolveBackward(
      OffHeapTensor error, OffHeapTensor kernel, Window window, OffHeapTensor inputError) {
    Call call = call(Direction.BACKWARD_DATA, inputError, error, window, NONE, false);
    Pointer blocked = blockedKernel(call, kernel);
    run(call, inputError, error, part -> blocked, null);
  }

  @Override
  public void kernelGradient(
      OffHeapTensor x, OffHeapTensor error, Window window, OffHeapTensor gradient) {
    Call call = call(Direction.BACKWARD_WEIGHTS, x, error, window, NONE, false);
    OffHeapTensor[] partial = new OffHeapTensor[call.plans.size()];
    for (int part = 0; part < partial.length; part++) {
      partial[part] =
          scratch.take("kernel " + part, ElementType.FLOAT32, call.kernelBytes / Float.BYTES);
    }
    run(call, x, error, part -> partial[part].pointerAt(0), null);
    for (int part = 1; part < partial.length; part++) {
      loops.run(
          ElementType.FLOAT32,
          partial[0].length(),
          new Kernel((b, n) -> FloatKernels.axpy(1, b[0], b[1], n), null),
          Operand.read(partial[part]),
          Operand.update(partial[0]));
    }
    call.layout.copy(partial[0].pointerAt(0), gradient.pointerAt(0));
  }

  private Pointer blockedKernel(Call call, OffHeapTensor kernel) {
    Pointer blocked =
        scratch.take("kernel 0", ElementType.FLOAT32, call.kernelBytes / Float.BYTES).pointerAt(0);
    call.layout.copy(kernel.pointerAt(0), blocked);
    return blocked;
  }

  private void run(
      Call call,
      OffHeapTensor input,
      OffHeapTensor output,
      IntFunction<Pointer> kernel,
      Pointer bias) {
    int parts = call.plans.size();
    long inputImage = input.size() / input.dimension(0);
    long outputImage = output.size() / output.dimension(0);
    Pointer[] pads = new Pointer[parts];
    for (int part = 0; part < parts; part++) {
      long bytes = Math.max(Float.BYTES, call.plans.get(part).scratchpadBytes());
      pads[part] =
          scratch
              .take("scratchpad " + part, ElementType.FLOAT32, (bytes + 3) / Float.BYTES)
              .pointerAt(0);
    }
    workers.run(
        parts,
        part -> {
          int first = call.first.get(part);
          call.plans
              .get(part)
              .run(
                  input.pointerAt(first * inputImage),
                  output.pointerAt(first * outputImage),
                  kernel.apply(part),
                  bias,
                  pads[part]);
        });
  }

  private Call call(
      Direction direction,
      OffHeapTensor x,
      OffHeapTensor y,
      Window window,
      Activation f,
      boolean biased) {
    Geometry whole =
        new Geometry(direction, x.dimension(0), x.dimension(3), y.dimension(3), window, f, biased);
    return calls.computeIfAbsent(whole, this::build);
  }

  private Call build(Geometry whole) {
    // Primitives are built for the number of threads that OpenMP offers at that moment.
    workers.prepare();
    Call call = build(whole, Math.min(workers.threads(), whole.images()));
    return call != null ? call : build(whole, 1);
  }

  // Null if the parts, whose sizes may differ by one image, want different kernel layouts.
  private Call build(Geometry whole, int parts) {
    int images = whole.images();
    List<DnnPlan> plans = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) images * part / parts);
      int to = (int) ((long) images * (part + 1) / parts);
      first.add(from);
      plans.add(new DnnPlan(processor, whole.withImages(to - from)));
    }
    memory.desc blocked = plans.get(0).kernelLayout();
    for (DnnPlan plan : plans) {
      if (plan.kernelLayout().notEquals(blocked)) {
        return null;
      }
    }
    memory.desc plain = DnnPlan.kernel(whole, memory.format_tag.ohwi);
    boolean out = whole.direction() == Direction.BACKWARD_WEIGHTS;
    KernelLayout layout =
        out
            ? new KernelLayout(processor, workers, blocked, plain, blocked)
            : new KernelLayout(processor, workers, plain, blocked, blocked);
    return new Call(plans, first, layout, blocked.get_size());
  }
}
