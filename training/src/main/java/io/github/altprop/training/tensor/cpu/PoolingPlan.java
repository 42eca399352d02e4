package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Window;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** oneDNN's pooling primitives for one worker's images, ready to run on any memory. */
final class PoolingPlan {
  /**
   * What a plan is built for.
   *
   * @param kind maximum or average
   * @param backward whether it is to run backwards too
   */
  record Geometry(dnnl.algorithm kind, boolean backward, int images, int channels, Window window) {}

  private final int firstImage;
  private final stream queue;
  private final pooling_forward forward;
  private final pooling_backward backward;
  private final IntMemoryMap forwardArguments = new IntMemoryMap();
  private final IntMemoryMap backwardArguments = new IntMemoryMap();
  private final memory input;
  private final memory output;
  private final memory workspace;
  private final long workspaceBytes;

  PoolingPlan(engine processor, Geometry g, int fromImage, int toImage) {
    Window w = g.window();
    firstImage = fromImage;
    int images = toImage - fromImage;
    memory.desc x = nhwc(images, g.channels(), w.height(), w.width());
    memory.desc y = nhwc(images, g.channels(), w.outHeight(), w.outWidth());
    long[] strides = {w.stride(), w.stride()};
    long[] kernel = {w.kernelHeight(), w.kernelWidth()};
    long[] dense = {0, 0};
    long[] before = {w.top(), w.left()};
    long[] after = {w.bottom(), w.right()};
    var description =
        new pooling_forward.primitive_desc(
            processor,
            g.backward() ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference,
            g.kind(),
            x,
            y,
            strides,
            kernel,
            dense,
            before,
            after);
    forward = new pooling_forward(description);
    queue = new stream(processor);
    input = new memory(x, processor, new Pointer());
    output = new memory(y, processor, new Pointer());
    memory.desc noted = description.workspace_desc();
    workspaceBytes = noted.get_size();
    workspace = workspaceBytes == 0 ? null : new memory(noted, processor, new Pointer());
    forwardArguments.put(dnnl.DNNL_ARG_SRC, input);
    forwardArguments.put(dnnl.DNNL_ARG_DST, output);
    backwardArguments.put(dnnl.DNNL_ARG_DIFF_DST, output);
    backwardArguments.put(dnnl.DNNL_ARG_DIFF_SRC, input);
    if (workspace != null) {
      forwardArguments.put(dnnl.DNNL_ARG_WORKSPACE, workspace);
      backwardArguments.put(dnnl.DNNL_ARG_WORKSPACE, workspace);
    }
    backward =
        g.backward()
            ? new pooling_backward(
                new pooling_backward.primitive_desc(
                    processor, g.kind(), x, y, strides, kernel, dense, before, after, description))
            : null;
  }

  private static memory.desc nhwc(long n, long c, long h, long w) {
    return new memory.desc(new long[] {n, c, h, w}, memory.data_type.f32, memory.format_tag.nhwc);
  }

  int firstImage() {
    return firstImage;
  }

  /** Size of the note of where the maxima are. */
  long workspaceBytes() {
    return workspaceBytes;
  }

  void forward(Pointer x, Pointer out) {
    input.set_data_handle(x);
    output.set_data_handle(out);
    forward.execute(queue, forwardArguments);
  }

  /** Forward, noting where each maximum is. */
  void locate(Pointer x, Pointer out, Pointer places) {
    workspace.set_data_handle(places);
    forward(x, out);
  }

  /**
   * @param places what {@link #locate} noted; null for an average
   */
  void backward(Pointer error, Pointer places, Pointer inputError) {
    if (workspace != null) {
      workspace.set_data_handle(places);
    }
    output.set_data_handle(error);
    input.set_data_handle(inputError);
    backward.execute(queue, backwardArguments);
  }
}
