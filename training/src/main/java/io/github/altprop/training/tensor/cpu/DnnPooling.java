package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * Float32 pooling by oneDNN: each worker treats its share of the images.
 *
 * <p>The backward pass of a maximum needs oneDNN's note of where each maximum was; a second forward
 * pass, over the output of the first, makes it again, which costs less than keeping it.
 */
final class DnnPooling implements Pooling {
  private static final ElementType TYPE = ElementType.FLOAT32;

  private final Workers workers;
  private final Scratch scratch;
  private final engine processor = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final Map<PoolingPlan.Geometry, List<PoolingPlan>> plans = new HashMap<>();

  DnnPooling(Workers workers, Scratch scratch) {
    this.workers = workers;
    this.scratch = scratch;
  }

  @Override
  public void maxPool(OffHeapTensor x, Window window, OffHeapTensor out) {
    forward(dnnl.algorithm.pooling_max, x, window, out);
  }

  @Override
  public void averagePool(OffHeapTensor x, Window window, OffHeapTensor out) {
    forward(dnnl.algorithm.pooling_avg_include_padding, x, window, out);
  }

  private void forward(dnnl.algorithm kind, OffHeapTensor x, Window window, OffHeapTensor out) {
    List<PoolingPlan> parts = plans(kind, false, x, window);
    workers.run(
        parts.size(), part -> parts.get(part).forward(at(x, parts, part), at(out, parts, part)));
  }

  @Override
  public void maxPoolBackward(
      OffHeapTensor x,
      OffHeapTensor out,
      OffHeapTensor error,
      Window window,
      OffHeapTensor inputError) {
    List<PoolingPlan> parts = plans(dnnl.algorithm.pooling_max, true, x, window);
    Pointer[] places = new Pointer[parts.size()];
    for (int part = 0; part < places.length; part++) {
      long bytes = parts.get(part).workspaceBytes();
      places[part] = scratch.take("scratchpad " + part, TYPE, bytes / Float.BYTES + 1).pointerAt(0);
    }
    workers.run(
        parts.size(),
        part -> {
          PoolingPlan plan = parts.get(part);
          plan.locate(at(x, parts, part), at(out, parts, part), places[part]);
          plan.backward(at(error, parts, part), places[part], at(inputError, parts, part));
        });
  }

  @Override
  public void averagePoolBackward(OffHeapTensor error, Window window, OffHeapTensor inputError) {
    List<PoolingPlan> parts =
        plans(dnnl.algorithm.pooling_avg_include_padding, true, inputError, window);
    workers.run(
        parts.size(),
        part ->
            parts.get(part).backward(at(error, parts, part), null, at(inputError, parts, part)));
  }

  private static Pointer at(OffHeapTensor x, List<PoolingPlan> parts, int part) {
    return x.pointerAt(x.size() / x.dimension(0) * parts.get(part).firstImage());
  }

  private List<PoolingPlan> plans(
      dnnl.algorithm kind, boolean backward, OffHeapTensor x, Window window) {
    return plans.computeIfAbsent(
        new PoolingPlan.Geometry(kind, backward, x.dimension(0), x.dimension(3), window),
        this::build);
  }

  private List<PoolingPlan> build(PoolingPlan.Geometry whole) {
    workers.prepare();
    int parts = Math.min(workers.threads(), whole.images());
    List<PoolingPlan> built = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) whole.images() * part / parts);
      int to = (int) ((long) whole.images() * (part + 1) / parts);
      built.add(new PoolingPlan(processor, whole, from, to));
    }
    return built;
  }
}
