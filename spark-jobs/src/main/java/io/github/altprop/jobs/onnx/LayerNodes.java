package io.github.altprop.jobs.onnx;

import static io.github.altprop.jobs.onnx.OnnxGraph.integer;
import static io.github.altprop.jobs.onnx.OnnxGraph.integers;
import static io.github.altprop.jobs.onnx.OnnxGraph.number;

import io.github.altprop.jobs.export.ChannelsFirst;
import io.github.altprop.jobs.export.ReorderedParameter;
import io.github.altprop.jobs.export.TrainedModel;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;

/** Layers as operations on [batch, channels, height, width] or [batch, features]. */
final class LayerNodes {
  private final OnnxGraph graph;
  private final TrainedModel model;
  private final ChannelsFirst parameters;

  /**
   * Prepares for the layers of a model.
   *
   * @throws io.github.altprop.jobs.UserError if one of them has no counterpart in other libraries
   */
  LayerNodes(OnnxGraph graph, TrainedModel model) {
    this.graph = graph;
    this.model = model;
    parameters = ChannelsFirst.of(model.network());
  }

  /** Adds layers, each of which takes what the one before it passes on; returns the last value. */
  String chain(List<Layer> layers, String input) {
    String value = input;
    for (Layer layer : layers) {
      value = layer(layer, value);
    }
    return value;
  }

  private String layer(Layer layer, String input) {
    if (layer instanceof Convolution convolution) {
      return activation(
          convolution,
          convolution.activation(),
          graph.node(
              convolution.name(),
              "Conv",
              weighted(convolution, input),
              window(convolution.window())));
    }
    if (layer instanceof Synapse dense) {
      return activation(
          dense,
          dense.activation(),
          graph.node(dense.name(), "Gemm", weighted(dense, input), integer("transB", 1)));
    }
    if (layer instanceof BatchNormalization normalization) {
      return normalization(normalization, input);
    }
    if (layer instanceof Pooling pooling) {
      return pooling(pooling, input);
    }
    if (layer instanceof Residual residual) {
      String body = chain(residual.body(), input);
      String shortcut = chain(residual.shortcut(), input);
      return activation(
          residual,
          residual.activation(),
          graph.node(residual.name(), "Add", List.of(body, shortcut)));
    }
    return graph.node(layer.name(), "Flatten", List.of(input), integer("axis", 1));
  }

  private List<String> weighted(Synapse synapse, String input) {
    List<String> inputs = new ArrayList<>(List.of(input, tensor(synapse.weight())));
    if (synapse.bias() != null) {
      inputs.add(tensor(synapse.bias()));
    }
    return inputs;
  }

  private String normalization(BatchNormalization layer, String input) {
    List<String> inputs =
        List.of(
            input,
            tensor(layer.gamma()),
            tensor(layer.beta()),
            tensor(layer.mean()),
            tensor(layer.variance()));
    return activation(
        layer,
        layer.activation(),
        graph.node(
            layer.name(),
            "BatchNormalization",
            inputs,
            number("epsilon", layer.settings().epsilon())));
  }

  /** Padding never wins a maximum, which is ONNX's rule too, and counts as zeros in an average. */
  private String pooling(Pooling layer, String input) {
    if (layer.outputShape().length == 1) {
      String pooled = graph.node(layer.name() + ".average", "GlobalAveragePool", List.of(input));
      return graph.node(layer.name(), "Flatten", List.of(pooled), integer("axis", 1));
    }
    List<AttributeProto> attributes = new ArrayList<>(List.of(window(layer.window())));
    if (layer.kind() == Pooling.Kind.AVERAGE) {
      attributes.add(integer("count_include_pad", 1));
    }
    return graph.node(
        layer.name(),
        layer.kind() == Pooling.Kind.AVERAGE ? "AveragePool" : "MaxPool",
        List.of(input),
        attributes.toArray(AttributeProto[]::new));
  }

  private static AttributeProto[] window(Window window) {
    return new AttributeProto[] {
      integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
      integers("strides", window.stride(), window.stride()),
      integers("pads", window.top(), window.left(), window.bottom(), window.right())
    };
  }

  private String activation(Layer layer, Activation activation, String input) {
    String name = layer.name() + ".activation";
    List<String> inputs = List.of(input);
    return switch (activation.kind()) {
      case IDENTITY -> input;
      case RELU -> graph.node(name, "Relu", inputs);
      case LEAKY_RELU -> graph.node(name, "LeakyRelu", inputs, number("alpha", activation.slope()));
      case ELU -> graph.node(name, "Elu", inputs, number("alpha", activation.slope()));
      case SIGMOID -> graph.node(name, "Sigmoid", inputs);
    };
  }

  private String tensor(Parameter parameter) {
    ReorderedParameter reordered = parameters.of(parameter);
    return graph.tensor(
        parameter.name(), reordered.shape(), reordered.from(model.holding(parameter)));
  }
}
