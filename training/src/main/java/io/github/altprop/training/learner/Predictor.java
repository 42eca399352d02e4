package io.github.altprop.training.learner;

import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network's outputs and features; keeps one pass for every batch size it has seen. */
final class Predictor {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final Network network;
  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final Auxiliary auxiliary;
  private final Map<Integer, Pass> passes = new HashMap<>();

  Predictor(
      Network network,
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      Auxiliary auxiliary) {
    this.network = network;
    this.engine = engine;
    this.parameters = parameters;
    this.statistics = statistics;
    this.auxiliary = auxiliary;
  }

  Network network() {
    return network;
  }

  ParameterVector parameters() {
    return parameters;
  }

  ParameterVector statistics() {
    return statistics;
  }

  /** The pass for a batch size. */
  Pass pass(int rows) {
    return passes.computeIfAbsent(
        rows, n -> new Pass(network, engine, parameters, statistics, auxiliary, n));
  }

  float[] outputs(float[] inputs, int rows) {
    return forward(inputs, rows).toFloats();
  }

  List<String> featureNames() {
    List<String> names = new ArrayList<>(List.of(INPUT));
    network.layers().forEach(layer -> names.add(layer.name()));
    names.add(OUTPUT);
    return names;
  }

  float[] features(String name, float[] inputs, int rows) {
    Tensor outputs = forward(inputs, rows);
    if (name.equals(INPUT)) {
      return inputs.clone();
    }
    if (name.equals(OUTPUT)) {
      return outputs.toFloats();
    }
    for (LayerPass layer : pass(rows).layers()) {
      if (layer.layer().name().equals(name)) {
        return layer.output().toFloats();
      }
    }
    throw new IllegalArgumentException(
        "no layer is named " + name + "; there are " + String.join(", ", featureNames()));
  }

  private Tensor forward(float[] inputs, int rows) {
    Pass pass = pass(rows);
    pass.input().put(inputs);
    return pass.forward(Mode.INFERENCE);
  }
}
