package io.github.altprop.jobs.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The layers of a network as JSON, enough to build it in another library. */
final class Outline {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Outline() {}

  /** An array with an object a layer; docs/export.md explains the keys. */
  static String of(Network network) {
    return layers(network.layers()).toString();
  }

  private static ArrayNode layers(List<Layer> layers) {
    ArrayNode array = JSON.createArrayNode();
    layers.forEach(layer -> array.add(outline(layer)));
    return array;
  }

  private static ObjectNode outline(Layer layer) {
    ObjectNode node = JSON.createObjectNode().put("name", layer.name());
    if (layer instanceof Convolution convolution) {
      synapse(node, "convolution", convolution);
      window(node, convolution.window());
    } else if (layer instanceof Synapse dense) {
      synapse(node, "dense", dense);
    } else if (layer instanceof BatchNormalization normalization) {
      node.put("type", "batch-norm")
          .put("channels", normalization.gamma().rows())
          .put("epsilon", normalization.settings().epsilon())
          .put("decay", normalization.settings().decay());
      activation(node, normalization.activation());
    } else if (layer instanceof Pooling pooling) {
      pooling(node, pooling);
    } else if (layer instanceof Residual residual) {
      node.put("type", "residual");
      node.set("body", layers(residual.body()));
      node.set("shortcut", layers(residual.shortcut()));
      activation(node, residual.activation());
    } else {
      node.put("type", "flatten");
    }
    return node;
  }

  private static void synapse(ObjectNode node, String type, Synapse synapse) {
    int[] input = synapse.inputShape();
    node.put("type", type)
        .put("in", input[input.length - 1])
        .put("out", synapse.kept())
        .put("bias", synapse.bias() != null);
    activation(node, synapse.activation());
  }

  private static void pooling(ObjectNode node, Pooling pooling) {
    if (pooling.outputShape().length == 1) {
      node.put("type", "global-average-pool");
      return;
    }
    node.put("type", pooling.kind() == Pooling.Kind.MAXIMUM ? "max-pool" : "average-pool");
    window(node, pooling.window());
  }

  private static void window(ObjectNode node, Window window) {
    numbers(node, "kernel", window.kernelHeight(), window.kernelWidth());
    node.put("stride", window.stride());
    numbers(node, "padding", window.left(), window.right(), window.top(), window.bottom());
  }

  private static void activation(ObjectNode node, Activation activation) {
    node.put("activation", activation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (activation.slope() != 0) {
      node.put("slope", activation.slope());
    }
  }

  private static void numbers(ObjectNode node, String key, int... numbers) {
    ArrayNode array = node.putArray(key);
    Arrays.stream(numbers).forEach(array::add);
  }
}
