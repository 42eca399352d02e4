package io.github.altprop.training.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Offsets, in elements, of outputs and errors in one block of memory.
 *
 * <p>Outputs lie in the order in which they are computed. When the walk back reaches a layer,
 * everything behind that layer's output is free, except for the error that the layer receives.
 * Errors lie alternately at the beginning and at the end of the free part, so that the error a
 * layer receives and the one it sends do not overlap. Which end comes first is chosen so that the
 * block is smallest.
 */
final class OverlayPlan {
  // A cache line of 64 bytes holds 16 floats.
  private static final int ALIGNMENT = 16;

  private final Map<Layer, Long> outputs = new HashMap<>();
  private final Map<Layer, Long> inputErrors = new HashMap<>();
  private final long elements;

  /**
   * @param layers of a whole network, in order of computation
   * @param senders those among them that send errors back
   */
  OverlayPlan(int batch, List<Layer> layers, List<Layer> senders) {
    long end = 0;
    for (Layer layer : layers) {
      if (!layer.reshapes()) {
        outputs.put(layer, end);
        end += size(batch, layer.outputShape());
      }
    }
    long endFirst = Math.max(end, needed(batch, senders, 0));
    long beginFirst = Math.max(end, needed(batch, senders, 1));
    elements = Math.min(endFirst, beginFirst);
    place(batch, senders, beginFirst < endFirst ? 1 : 0);
  }

  /** Size of the block. */
  long elements() {
    return elements;
  }

  long output(Layer layer) {
    return outputs.get(layer);
  }

  long inputError(Layer layer) {
    return inputErrors.get(layer);
  }

  /**
   * The least block in which no two errors meet.
   *
   * @param odd 1 if the senders of odd index put their errors at the beginning, 0 if the others do
   */
  private long needed(int batch, List<Layer> senders, int odd) {
    long needed = 0;
    for (int i = 0; i < senders.size(); i++) {
      Layer sender = senders.get(i);
      boolean last = i == senders.size() - 1;
      long received = last ? 0 : size(batch, senders.get(i + 1).inputShape());
      // An error at the beginning of the free part starts behind the output of its sender.
      Layer atBeginning = i % 2 == odd || last ? sender : senders.get(i + 1);
      long sent = size(batch, sender.inputShape());
      needed = Math.max(needed, endOfOutput(batch, atBeginning) + received + sent);
    }
    return needed;
  }

  private void place(int batch, List<Layer> senders, int odd) {
    for (int i = 0; i < senders.size(); i++) {
      Layer sender = senders.get(i);
      inputErrors.put(
          sender,
          i % 2 == odd ? endOfOutput(batch, sender) : elements - size(batch, sender.inputShape()));
    }
  }

  private long endOfOutput(int batch, Layer layer) {
    return outputs.get(layer) + size(batch, layer.outputShape());
  }

  private static long size(int batch, int[] shape) {
    long size = (long) batch * Shapes.size(shape);
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
