package io.github.altprop.training.golden;

import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.associated.AssociatedPass;
import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;

/** The associated network of a golden case with its parameters, in float64. */
public final class GoldenAssociatedNetwork {
  private final GoldenCase golden;
  private final Engine engine;
  private final AssociatedNetwork network;
  private final ParameterVector parameters;
  private final ParameterVector statistics;

  /** Builds the components at {@code /network/components} and loads {@code /parameters}. */
  public GoldenAssociatedNetwork(GoldenCase golden, Engine engine) {
    this.golden = golden;
    this.engine = engine;
    network =
        AssociatedNetwork.of(
            golden.integers("/network/input"),
            golden.integer("/network/classes"),
            components(golden));
    parameters = new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
    statistics = new ParameterVector(engine, ElementType.FLOAT64, network.statistics());
    for (Parameter parameter : parameters.layout().parameters()) {
      parameters.view(parameter).put(golden.weight("/parameters/" + name(parameter)).values());
    }
  }

  public AssociatedNetwork network() {
    return network;
  }

  public ParameterVector parameters() {
    return parameters;
  }

  public ParameterVector statistics() {
    return statistics;
  }

  /** A pass for batch {@code index}, its inputs and one-hot labels loaded. */
  public AssociatedPass pass(int index) {
    int[] labels = golden.integers("/batches/" + index + "/labels");
    int classes = golden.integer("/network/classes");
    double[] targets = new double[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      targets[i * classes + labels[i]] = 1;
    }
    AssociatedPass pass =
        new AssociatedPass(network, engine, parameters, statistics, labels.length);
    pass.input().put(golden.doubles("/batches/" + index + "/inputs"));
    pass.target().put(targets);
    return pass;
  }

  /** A parameter's name in the files: component0.bridge.layer1.weight is component0.bridge1. */
  public static String name(Parameter parameter) {
    return parameter
        .name()
        .replaceFirst("\\.bridge\\.layer(\\d)\\.", ".bridge$1.")
        .replaceFirst("\\.layer0\\.", ".");
  }

  private static List<ComponentLayers> components(GoldenCase golden) {
    List<ComponentLayers> components = new ArrayList<>();
    for (int c = 0; c < golden.node("/network/components").size(); c++) {
      String at = "/network/components/" + c;
      components.add(
          new ComponentLayers(
              List.of(dense(golden, at + "/forward")),
              List.of(dense(golden, at + "/bridge0"), dense(golden, at + "/bridge1")),
              List.of(dense(golden, at + "/encoder")),
              List.of(dense(golden, at + "/decoder"))));
    }
    return components;
  }

  private static LayerFactory dense(GoldenCase golden, String at) {
    Activation activation =
        golden.text(at + "/activation").equals("elu") ? Activation.ELU : Activation.SIGMOID;
    return Dense.of(golden.integer(at + "/out"), activation);
  }
}
