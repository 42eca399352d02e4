package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/**
 * One oneDNN convolution primitive for one worker's images, ready to run on any memory.
 *
 * <p>Activations are NHWC as they are; the kernel is in whatever layout oneDNN prefers, as its NHWC
 * kernels refuse [out, kh, kw, in] and would fall back to reference loops.
 */
final class DnnPlan {
  /** Which of the three primitives. */
  enum Direction {
    FORWARD,
    BACKWARD_DATA,
    BACKWARD_WEIGHTS
  }

  /**
   * What a primitive is built for.
   *
   * @param activation fused into FORWARD
   * @param biased whether FORWARD adds a bias
   */
  record Geometry(
      Direction direction,
      int images,
      int in,
      int out,
      Window window,
      Activation activation,
      boolean biased) {
    /** The same for another number of images. */
    Geometry withImages(int count) {
      return new Geometry(direction, count, in, out, window, activation, biased);
    }
  }

  private static final memory.data_type FLOATS = memory.data_type.f32;
  // DNNL_MEMORY_NONE: the data handle is set before each run.
  private static final Pointer NOWHERE = new Pointer();

  private final primitive operation;
  private final stream queue;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final memory.desc kernelLayout;
  private final memory kernel;
  private final memory input;
  private final memory output;
  private final memory bias;
  private final memory scratchpad;
  private final long scratchpadBytes;

  DnnPlan(engine processor, Geometry g) {
    Window w = g.window();
    memory.desc x = nhwc(g.images(), g.in(), w.height(), w.width());
    memory.desc y = nhwc(g.images(), g.out(), w.outHeight(), w.outWidth());
    memory.desc any = kernel(g, memory.format_tag.any);
    memory.desc b = new memory.desc(new long[] {g.out()}, FLOATS, memory.format_tag.x);
    long[] strides = {w.stride(), w.stride()};
    long[] before = {w.top(), w.left()};
    long[] after = {w.bottom(), w.right()};
    primitive_attr attributes = attributes(g.activation());
    var direct = dnnl.algorithm.convolution_direct;
    var training = dnnl.prop_kind.forward_training;
    var forward =
        g.biased()
            ? new convolution_forward.primitive_desc(
                processor,
                training,
                direct,
                x,
                any,
                b,
                y,
                strides,
                before,
                after,
                attributes,
                false)
            : new convolution_forward.primitive_desc(
                processor, training, direct, x, any, y, strides, before, after, attributes, false);
    memory.desc pad;
    switch (g.direction()) {
      case FORWARD -> {
        operation = new convolution_forward(forward);
        kernelLayout = forward.weights_desc();
        pad = forward.scratchpad_desc();
      }
      case BACKWARD_DATA -> {
        var description =
            new convolution_backward_data.primitive_desc(
                processor, direct, x, any, y, strides, before, after, forward, attributes, false);
        operation = new convolution_backward_data(description);
        kernelLayout = description.weights_desc();
        pad = description.scratchpad_desc();
      }
      default -> {
        var description =
            new convolution_backward_weights.primitive_desc(
                processor, direct, x, any, y, strides, before, after, forward, attributes, false);
        operation = new convolution_backward_weights(description);
        kernelLayout = description.diff_weights_desc();
        pad = description.scratchpad_desc();
      }
    }
    queue = new stream(processor);
    input = new memory(x, processor, NOWHERE);
    output = new memory(y, processor, NOWHERE);
    kernel = new memory(kernelLayout, processor, NOWHERE);
    bias = g.biased() ? new memory(b, processor, NOWHERE) : null;
    scratchpadBytes = pad.get_size();
    scratchpad = new memory(pad, processor, NOWHERE);
    bindArguments(g);
  }

  private static memory.desc nhwc(long n, long c, long h, long w) {
    return new memory.desc(new long[] {n, c, h, w}, FLOATS, memory.format_tag.nhwc);
  }

  /** The kernel's dimensions in a given layout; oneDNN names them out, in, kh, kw. */
  static memory.desc kernel(Geometry g, memory.format_tag layout) {
    Window w = g.window();
    return new memory.desc(
        new long[] {g.out(), g.in(), w.kernelHeight(), w.kernelWidth()}, FLOATS, layout);
  }

  private static primitive_attr attributes(Activation f) {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    post_ops fused = new post_ops();
    switch (f.kind()) {
      case IDENTITY -> {}
      case RELU -> fused.append_eltwise(dnnl.algorithm.eltwise_relu, 0, 0);
      case LEAKY_RELU -> fused.append_eltwise(dnnl.algorithm.eltwise_relu, (float) f.slope(), 0);
      case ELU -> fused.append_eltwise(dnnl.algorithm.eltwise_elu, (float) f.slope(), 0);
      case SIGMOID -> fused.append_eltwise(dnnl.algorithm.eltwise_logistic, 0, 0);
    }
    attributes.set_post_ops(fused);
    return attributes;
  }

  private void bindArguments(Geometry g) {
    boolean forward = g.direction() == Direction.FORWARD;
    boolean data = g.direction() == Direction.BACKWARD_DATA;
    arguments.put(data ? dnnl.DNNL_ARG_DIFF_SRC : dnnl.DNNL_ARG_SRC, input);
    arguments.put(forward ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_DIFF_DST, output);
    arguments.put(forward || data ? dnnl.DNNL_ARG_WEIGHTS : dnnl.DNNL_ARG_DIFF_WEIGHTS, kernel);
    if (bias != null) {
      arguments.put(dnnl.DNNL_ARG_BIAS, bias);
    }
    arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
  }

  /** Layout of the kernel, or of its gradient. */
  memory.desc kernelLayout() {
    return kernelLayout;
  }

  /** Scratch memory that {@link #run} needs. */
  long scratchpadBytes() {
    return scratchpadBytes;
  }

  /**
   * Runs on the calling thread.
   *
   * @param inputAt first image of the input or of its error
   * @param outputAt first image of the output or of its error
   * @param biasAt null without a bias
   */
  void run(Pointer inputAt, Pointer outputAt, Pointer kernelAt, Pointer biasAt, Pointer padAt) {
    input.set_data_handle(inputAt);
    output.set_data_handle(outputAt);
    kernel.set_data_handle(kernelAt);
    if (bias != null) {
      bias.set_data_handle(biasAt);
    }
    scratchpad.set_data_handle(padAt);
    operation.execute(queue, arguments);
  }
}
