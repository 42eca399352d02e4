package io.github.altprop.training.golden;

import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The network of a golden case with its parameters, in float64, ready for its batch. Running
 * statistics keep nothing of earlier minibatches, so that they are those of the batch.
 */
public final class GoldenNetwork {
  private final GoldenCase golden;
  private final Engine engine;
  private final Network network;
  private final ParameterVector parameters;
  private final ParameterVector statistics;

  /** Builds the network at {@code /network} and loads {@code /parameters}. */
  public GoldenNetwork(GoldenCase golden, Engine engine) {
    this(golden, engine, network -> {});
  }

  /**
   * Does so.
   *
   * @param declarations appends parameters that are not the network's own
   */
  public GoldenNetwork(GoldenCase golden, Engine engine, Consumer<Network> declarations) {
    this.golden = golden;
    this.engine = engine;
    network = Network.of(golden.integers("/network/input"), layers(golden, "/network/layers"));
    declarations.accept(network);
    parameters = new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
    statistics = new ParameterVector(engine, ElementType.FLOAT64, network.statistics());
    load("/parameters", parameters);
  }

  public Network network() {
    return network;
  }

  public ParameterVector parameters() {
    return parameters;
  }

  public ParameterVector statistics() {
    return statistics;
  }

  /** A vector of zeros in the layout of the parameters. */
  public ParameterVector updates() {
    return new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
  }

  /** A pass for the case's batch, its inputs and labels loaded. */
  public Pass pass(Auxiliary auxiliary) {
    Pass pass = new Pass(network, engine, parameters, statistics, auxiliary, labels().length);
    pass.input().put(golden.doubles("/batch/inputs"));
    pass.labels().put(labels());
    return pass;
  }

  /** The batch's labels. */
  public int[] labels() {
    return golden.integers("/batch/labels");
  }

  /** Fills every parameter that {@code pointer} has an entry for. */
  public void load(String pointer, ParameterVector vector) {
    for (Parameter parameter : vector.layout().parameters()) {
      String place = pointer + "/" + parameter.name();
      if (golden.has(place)) {
        vector.view(parameter).put(golden.weight(place).values());
      }
    }
  }

  private static List<LayerFactory> layers(GoldenCase golden, String pointer) {
    List<LayerFactory> layers = new ArrayList<>();
    for (int i = 0; i < golden.node(pointer).size(); i++) {
      layers.add(layer(golden, pointer + "/" + i));
    }
    return layers;
  }

  private static LayerFactory layer(GoldenCase golden, String at) {
    String type = golden.text(at + "/type");
    return switch (type) {
      case "dense" ->
          Dense.of(
              golden.integer(at + "/out"),
              golden.integer(at + "/auxiliary"),
              activation(golden, at),
              bias(golden, at));
      case "convolution" ->
          Convolution.of(
              patches(golden, at),
              golden.integer(at + "/out"),
              golden.integer(at + "/auxiliary"),
              activation(golden, at),
              bias(golden, at));
      case "max-pool" -> Pooling.maximum(patches(golden, at));
      case "average-pool" -> Pooling.average(patches(golden, at));
      case "global-average-pool" -> Pooling.globalAverage();
      case "batch-norm" ->
          BatchNormalization.of(
              new BatchNormalization.Settings(
                  golden.number(at + "/epsilon"), 0, BatchNormalization.Variance.UNBIASED),
              activation(golden, at));
      case "residual" ->
          Residual.projection(
              layers(golden, at + "/body"),
              layers(golden, at + "/shortcut"),
              activation(golden, at));
      case "flatten" -> Flatten.layer();
      default -> throw new AssertionError("golden case " + golden + " has a layer " + type);
    };
  }

  private static Patches patches(GoldenCase golden, String at) {
    int kernel = golden.integer(at + "/kernel");
    int stride = golden.integer(at + "/stride");
    return golden.text(at + "/padding").equals("same")
        ? Patches.same(kernel, stride)
        : Patches.valid(kernel, stride);
  }

  private static Bias bias(GoldenCase golden, String at) {
    boolean absent = golden.has(at + "/bias") && !golden.node(at + "/bias").asBoolean();
    return absent ? Bias.ABSENT : Bias.PRESENT;
  }

  private static Activation activation(GoldenCase golden, String at) {
    String name = golden.text(at + "/activation");
    return switch (name) {
      case "linear" -> Activation.IDENTITY;
      case "relu" -> Activation.RELU;
      case "elu" -> Activation.ELU;
      case "sigmoid" -> Activation.SIGMOID;
      case "leaky-relu" -> Activation.leakyRelu(golden.number(at + "/slope"));
      default -> throw new AssertionError("golden case " + golden + " has an activation " + name);
    };
  }
}
