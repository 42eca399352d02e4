package io.github.altprop.jobs.onnx;

import static io.github.altprop.jobs.onnx.OnnxGraph.integer;
import static io.github.altprop.jobs.onnx.OnnxGraph.integers;

import io.github.altprop.jobs.export.TrainedModel;
import io.github.altprop.preprocessing.input.Normalization;
import java.util.Arrays;
import java.util.List;

/**
 * The input of a graph: bytes, which its first operations normalise as training did. Where that
 * needs the data set's mean image, which a run does not hold, inputs must come normalised.
 */
final class PixelNodes {
  private static final List<Integer> SCALAR = List.of();

  private final OnnxGraph graph;
  private final TrainedModel model;

  PixelNodes(OnnxGraph graph, TrainedModel model) {
    this.graph = graph;
    this.model = model;
  }

  /** Declares the input and returns the value that the network's first layer takes. */
  String normalized() {
    return switch (Normalization.named(model.normalization().get("normalization"))) {
      case UNIT -> scaled(1.0 / 255);
      case SYMMETRIC -> shifted(scaled(2.0 / 255), SCALAR, -1);
      case CHANNELS -> channels();
      case STANDARDIZE -> standardized(scaled(1.0 / 255));
      case MEAN_IMAGE, MEAN_IMAGE_STANDARDIZE ->
          graph.input(
              "normalized", model.channelsFirstInput(), "images, normalized as in training");
    };
  }

  private String scaled(double factor) {
    return scaled(SCALAR, factor);
  }

  private String scaled(List<Integer> shape, double... factors) {
    String pixels = graph.input("pixels", model.channelsFirstInput(), "bytes, 0 to 255");
    return graph.node(
        "input.scaled", "Mul", List.of(pixels, graph.tensor("input.scale", shape, factors)));
  }

  private String shifted(String value, List<Integer> shape, double... summands) {
    return graph.node(
        "input.shifted", "Add", List.of(value, graph.tensor("input.shift", shape, summands)));
  }

  /** (x / 255 - mean) / std = x / (255 std) - mean / std. */
  private String channels() {
    double[] mean = model.channelFigures("mean");
    double[] std = model.channelFigures("std");
    double[] scale = Arrays.stream(std).map(s -> 1 / (255 * s)).toArray();
    double[] shift = new double[mean.length];
    for (int channel = 0; channel < shift.length; channel++) {
      shift[channel] = -mean[channel] / std[channel];
    }
    List<Integer> shape = List.of(mean.length, 1, 1);
    return shifted(scaled(shape, scale), shape, shift);
  }

  /** (x - mean) / max(std, 1 / sqrt(n)) of each image, over its n values. */
  private String standardized(String value) {
    int values = Arrays.stream(model.channelsFirstInput()).reduce(1, Math::multiplyExact);
    String centered = graph.node("input.centered", "Sub", List.of(value, mean("mean", value)));
    String squares = graph.node("input.squares", "Mul", List.of(centered, centered));
    String std = graph.node("input.std", "Sqrt", List.of(mean("variance", squares)));
    String least = graph.tensor("input.least", SCALAR, 1 / Math.sqrt(values));
    String divisor = graph.node("input.divisor", "Max", List.of(std, least));
    return graph.node("input.standardized", "Div", List.of(centered, divisor));
  }

  private String mean(String name, String value) {
    int[] axes = new int[model.channelsFirstInput().length];
    Arrays.setAll(axes, i -> i + 1);
    return graph.node(
        "input." + name,
        "ReduceMean",
        List.of(value),
        integers("axes", axes),
        integer("keepdims", 1));
  }
}
