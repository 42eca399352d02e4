package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.export.ChannelsFirst;
import io.github.altprop.jobs.export.ReorderedParameter;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.ElementType;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network as a {@code MultiLayerNetwork}, and the way of its parameters there and back. */
final class Dl4jModel implements AutoCloseable {
  private final MultiLayerNetwork model;
  private final Map<Parameter, String> names;
  private final ChannelsFirst reordered;

  private Dl4jModel(
      MultiLayerNetwork model, Map<Parameter, String> names, ChannelsFirst reordered) {
    this.model = model;
    this.names = names;
    this.reordered = reordered;
  }

  /**
   * Makes a model that predicts; its parameters are to be {@linkplain #put put}.
   *
   * @throws io.github.altprop.jobs.UserError if DL4J has no such network
   */
  static Dl4jModel of(Network network, ElementType type) {
    return of(network, type, Dl4jTraining.NONE);
  }

  /** Makes a model that can be trained. */
  static Dl4jModel of(Network network, ElementType type, Dl4jTraining training) {
    LayerStack stack = new LayerStack(network);
    ChannelsFirst reordered = ChannelsFirst.of(network);
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(type == ElementType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE)
            .updater(training.updater())
            .miniBatch(training.reduction() == Reduction.MEAN)
            .list();
    stack.layers().forEach(builder::layer);
    stack.preProcessors().forEach(builder::inputPreProcessor);
    MultiLayerConfiguration configuration = builder.build();
    MultiLayerNetwork model = new MultiLayerNetwork(configuration);
    model.init();
    return new Dl4jModel(model, stack.names(), reordered);
  }

  MultiLayerNetwork network() {
    return model;
  }

  /** Sets all parameters and running statistics, each from the vector that holds it. */
  void put(Function<Parameter, ParameterVector> holding) {
    names.forEach(
        (parameter, name) -> {
          ReorderedParameter theirs = reordered.of(parameter);
          INDArray view = model.getParam(name);
          view.assign(shaped(theirs, theirs.from(holding.apply(parameter)), view));
        });
  }

  /** Copies all parameters and running statistics into the vectors that hold them. */
  void take(Function<Parameter, ParameterVector> holding) {
    names.forEach(
        (parameter, name) -> {
          INDArray view = model.getParam(name);
          INDArray rows = isDense(parameter) ? view.transpose() : view;
          double[] theirs = rows.castTo(DataType.DOUBLE).dup('c').data().asDouble();
          reordered.of(parameter).into(holding.apply(parameter), theirs);
        });
  }

  private static INDArray shaped(ReorderedParameter theirs, double[] values, INDArray view) {
    long[] shape = theirs.shape().stream().mapToLong(Integer::longValue).toArray();
    INDArray array = Nd4j.createFromArray(values).reshape(shape);
    return isDense(theirs.parameter()) ? array.transpose() : array.reshape(view.shape());
  }

  /** DL4J's dense weights are [in, units]. */
  private static boolean isDense(Parameter parameter) {
    return parameter.dimensions().size() == 2;
  }

  @Override
  public void close() {
    model.close();
  }
}
