package io.github.altprop.training.testkit;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.List;

/** A small network around a layer, with random parameters and one minibatch. */
final class LayerTrial implements AutoCloseable {
  static final int BATCH = 3;
  private static final int CLASSES = 3;
  private static final int[] LABELS = {2, 0, 1};

  final Engine engine = TestDevice.engine(2);
  final ParameterVector parameters;
  final ParameterVector statistics;
  final Pass pass;
  private final ElementType type;
  private final int position;

  private LayerTrial(int[] inputShape, List<LayerFactory> layers, int position, ElementType type) {
    this.type = type;
    this.position = position;
    Network network = Network.of(inputShape, layers);
    parameters = new ParameterVector(engine, type, network.parameters());
    statistics = new ParameterVector(engine, type, network.statistics());
    Initializers.initializeStatistics(engine, statistics);
    Gaussian random = new Gaussian(11);
    parameters.flat().put(scaled(random, Math.toIntExact(parameters.flat().size()), 0.4));
    pass = new Pass(network, engine, parameters, statistics, Auxiliary.SKIPPED, BATCH);
    pass.input().put(random.next(Math.toIntExact(pass.input().size())));
  }

  /** The layer above one with weights. */
  static LayerTrial amongOthers(LayerSample sample, ElementType type) {
    int[] shape = sample.shape();
    LayerFactory below =
        shape.length == 1
            ? Dense.of(shape[0], Activation.IDENTITY)
            : Convolution.of(Patches.same(1), shape[2], Activation.IDENTITY);
    return new LayerTrial(shape, between(List.of(below), sample), 1, type);
  }

  /** The layer at the input. */
  static LayerTrial first(LayerSample sample, ElementType type) {
    return new LayerTrial(sample.shape(), between(List.of(), sample), 0, type);
  }

  private static List<LayerFactory> between(List<LayerFactory> below, LayerSample sample) {
    List<LayerFactory> layers = new ArrayList<>(below);
    layers.add(sample.layer());
    layers.add(Flatten.layer());
    layers.add(Dense.of(CLASSES, Activation.IDENTITY));
    return layers;
  }

  private static double[] scaled(Gaussian random, int count, double scale) {
    double[] values = random.next(count);
    for (int i = 0; i < count; i++) {
      values[i] *= scale;
    }
    return values;
  }

  /** A forward pass in training; its error is left in the pass. */
  double loss() {
    pass.labels().put(LABELS);
    new SoftmaxCrossEntropy(Reduction.SUM)
        .evaluate(
            engine,
            pass.forward(Mode.TRAINING),
            pass.labels().tensor(),
            pass.outputError(),
            pass.loss());
    return pass.loss().at(0);
  }

  ParameterVector vector() {
    return new ParameterVector(engine, type, parameters.layout());
  }

  /** The layer under test. */
  LayerPass layer() {
    return pass.layers().get(position);
  }

  /** The layer under the layer under test. */
  LayerPass below() {
    return pass.layers().get(position - 1);
  }

  @Override
  public void close() {
    engine.close();
  }
}
