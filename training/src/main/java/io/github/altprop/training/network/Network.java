package io.github.altprop.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A feed-forward network: layers in order, their parameters in one layout. The output of the last
 * layer are the logits, one per class.
 */
public final class Network {
  private final int[] inputShape;
  private final int classes;
  private final List<Layer> layers;
  private final ParameterLayout parameters;
  private final ParameterLayout statistics;

  private Network(
      int[] inputShape,
      List<Layer> layers,
      ParameterLayout parameters,
      ParameterLayout statistics) {
    this.inputShape = inputShape;
    this.layers = List.copyOf(layers);
    this.parameters = parameters;
    this.statistics = statistics;
    classes = layers.get(layers.size() - 1).outputShape()[0];
  }

  /**
   * Places layers one after the other; they are named {@code layer0}, {@code layer1}, ...
   *
   * @param inputShape shape of one example: [features] or [height, width, channels]
   * @throws IllegalArgumentException if a layer cannot take its input or the output is not
   *     [classes]
   */
  public static Network of(int[] inputShape, List<LayerFactory> factories) {
    LayerFactory.Slots slots = new LayerFactory.Slots(new ParameterLayout(), new ParameterLayout());
    return ofPlaced(inputShape, place("", inputShape, factories, slots), slots);
  }

  /**
   * Joins layers that were placed before, each taking what the one before it passes on. Networks
   * may share layers.
   *
   * @param slots where the layers declared their parameters, others maybe besides
   * @throws IllegalArgumentException if the output is not [classes]
   */
  public static Network ofPlaced(int[] inputShape, List<Layer> layers, LayerFactory.Slots slots) {
    if (layers.isEmpty() || layers.get(layers.size() - 1).outputShape().length != 1) {
      throw new IllegalArgumentException(
          "a network must end in a layer with one output per class"
              + (layers.isEmpty()
                  ? ", but it has no layers"
                  : ", not " + Arrays.toString(layers.get(layers.size() - 1).outputShape())));
    }
    return new Network(inputShape.clone(), layers, slots.parameters(), slots.statistics());
  }

  /**
   * Places layers one after the other; they are named {@code layer0}, {@code layer1}, ...
   *
   * @param prefix comes before the names
   */
  public static List<Layer> place(
      String prefix, int[] inputShape, List<LayerFactory> factories, LayerFactory.Slots slots) {
    List<Layer> layers = new ArrayList<>();
    int[] shape = inputShape;
    for (LayerFactory factory : factories) {
      Layer layer = factory.place(prefix + "layer" + layers.size(), shape, slots);
      layers.add(layer);
      shape = layer.outputShape();
    }
    return layers;
  }

  /** Shape of one example: [features] or [height, width, channels]. */
  public int[] inputShape() {
    return inputShape.clone();
  }

  /** Numbers that are kept for each example: the input and the output of every layer. */
  public long activations() {
    return size(inputShape) + outputs(layers);
  }

  private static long outputs(List<Layer> layers) {
    return layers.stream()
        .mapToLong(
            layer -> (layer.reshapes() ? 0 : size(layer.outputShape())) + outputs(layer.children()))
        .sum();
  }

  private static long size(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
  }

  /** Number of logits. */
  public int classes() {
    return classes;
  }

  /** Number of classes that the outputs can tell apart: a single one tells two by its sign. */
  public int labels() {
    return Math.max(2, classes);
  }

  /** The layers in order, composite ones unopened. */
  public List<Layer> layers() {
    return layers;
  }

  /** Whether every layer {@link Layer#repeats}. */
  public boolean repeats() {
    return layers.stream().allMatch(Layer::repeats);
  }

  /** Every synapse in the order of computation, those inside composite layers included. */
  public List<Synapse> synapses() {
    List<Synapse> synapses = new ArrayList<>();
    layers.forEach(layer -> collect(layer, synapses));
    return synapses;
  }

  /** What is trained. A rule with learned weights of its own appends them. */
  public ParameterLayout parameters() {
    return parameters;
  }

  /** Running statistics of batch normalisation; empty without it. */
  public ParameterLayout statistics() {
    return statistics;
  }

  private static void collect(Layer layer, List<Synapse> into) {
    if (layer instanceof Synapse synapse) {
      into.add(synapse);
    }
    layer.children().forEach(child -> collect(child, into));
  }
}
