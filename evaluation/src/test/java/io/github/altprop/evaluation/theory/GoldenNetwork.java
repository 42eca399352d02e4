package io.github.altprop.evaluation.theory;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.altprop.evaluation.theory.NaiveNetwork.Parameters;
import io.github.altprop.training.golden.GoldenCase;
import java.util.ArrayList;
import java.util.List;

/** The network of a golden case as a naive one. */
final class GoldenNetwork {
  private GoldenNetwork() {}

  static NaiveNetwork network(GoldenCase golden, NaiveNetwork.Loss loss) {
    List<NaiveLayer> layers = new ArrayList<>();
    JsonNode list = golden.node("/network/layers");
    int[] shape = image(golden.integers("/network/input"));
    for (int i = 0; i < list.size(); i++) {
      JsonNode layer = list.get(i);
      if (layer.get("type").asText().equals("flatten")) {
        shape = new int[] {1, 1, shape[0] * shape[1] * shape[2]};
      } else {
        layers.add(layer("layer" + i, layer, shape));
        shape = layers.get(layers.size() - 1).outputShape();
      }
    }
    return new NaiveNetwork(layers, loss);
  }

  /** The arrays under {@code pointer}, in the networks' storage. */
  static Parameters parameters(GoldenCase golden, String pointer) {
    Parameters parameters = new Parameters();
    for (String name : golden.names(pointer)) {
      parameters.with(name, golden.weight(pointer + "/" + name).values());
    }
    return parameters;
  }

  private static NaiveLayer layer(String name, JsonNode layer, int[] in) {
    String type = layer.get("type").asText();
    int kernel = layer.path("kernel").asInt(1);
    int stride = layer.path("stride").asInt(1);
    boolean same = layer.path("padding").asText().equals("same");
    int channels = layer.path("out").asInt(in[2]);
    int[] out = {size(in[0], kernel, stride, same), size(in[1], kernel, stride, same), channels};
    return switch (type) {
      case "dense", "convolution" ->
          new NaiveLayer.Synapse(name, in, out, kernel, stride, same, slope(layer));
      case "max-pool", "average-pool" ->
          new NaiveLayer.Pool(in, out, kernel, stride, type.equals("max-pool"));
      default -> throw new AssertionError("a naive network has no layer " + type);
    };
  }

  private static double slope(JsonNode layer) {
    return switch (layer.get("activation").asText()) {
      case "linear" -> 1;
      case "relu" -> 0;
      case "leaky-relu" -> layer.get("slope").asDouble();
      default -> throw new AssertionError("not homogeneous: " + layer.get("activation"));
    };
  }

  private static int size(int in, int kernel, int stride, boolean same) {
    return same ? (in + stride - 1) / stride : (in - kernel) / stride + 1;
  }

  private static int[] image(int... shape) {
    return shape.length == 1 ? new int[] {1, 1, shape[0]} : shape;
  }
}
