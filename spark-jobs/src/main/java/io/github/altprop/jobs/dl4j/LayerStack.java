package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A network's layers as those of a {@code MultiLayerNetwork} on [minibatch, channels, height,
 * width], which ends in the softmax of the logits.
 */
final class LayerStack {
  private final List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
  private final Map<Integer, InputPreProcessor> preProcessors = new LinkedHashMap<>();
  private final Map<Parameter, String> names = new LinkedHashMap<>();

  /**
   * Stacks the layers.
   *
   * @throws UserError naming every layer that has no counterpart
   */
  LayerStack(Network network) {
    String composite =
        network.layers().stream()
            .filter(layer -> !layer.children().isEmpty())
            .map(Layer::name)
            .collect(Collectors.joining(", "));
    if (!composite.isEmpty()) {
      throw new UserError(
          "DL4J's MultiLayerNetwork holds layers in one row only, but the network has residual"
              + " blocks: "
              + composite);
    }
    int last = network.layers().size() - 1;
    network.layers().subList(0, last).forEach(this::add);
    addLast(network.layers().get(last));
  }

  List<org.deeplearning4j.nn.conf.layers.Layer> layers() {
    return layers;
  }

  /** What comes before a layer, by its index. */
  Map<Integer, InputPreProcessor> preProcessors() {
    return preProcessors;
  }

  /** What a model calls each parameter and running statistic: {@code 3_W}. */
  Map<Parameter, String> names() {
    return names;
  }

  private void add(Layer layer) {
    if (layer instanceof Convolution convolution) {
      name(convolution);
      layers.add(convolution(convolution));
    } else if (layer instanceof Synapse dense) {
      name(dense);
      layers.add(dense(dense));
    } else if (layer instanceof Pooling pooling) {
      layers.add(pooling(pooling));
    } else if (layer instanceof BatchNormalization normalization) {
      add(normalization);
    } else if (layer instanceof Flatten) {
      flatten(layer.inputShape());
    }
  }

  /** The layer of the logits: softmax and loss are part of it if it can take them. */
  private void addLast(Layer layer) {
    boolean plain =
        layer instanceof Synapse synapse
            && !(layer instanceof Convolution)
            && synapse.activation().equals(Activation.IDENTITY);
    if (plain) {
      Synapse output = (Synapse) layer;
      name(output);
      layers.add(
          new OutputLayer.Builder(loss())
              .nIn(output.fanIn())
              .nOut(output.kept())
              .hasBias(output.bias() != null)
              .activation(new ActivationSoftmax())
              .build());
    } else {
      add(layer);
      layers.add(new LossLayer.Builder(loss()).activation(new ActivationSoftmax()).build());
    }
  }

  private void name(Synapse synapse) {
    names.put(synapse.weight(), layers.size() + "_W");
    if (synapse.bias() != null) {
      names.put(synapse.bias(), layers.size() + "_b");
    }
  }

  private static DenseLayer dense(Synapse dense) {
    return new DenseLayer.Builder()
        .nIn(dense.fanIn())
        .nOut(dense.kept())
        .hasBias(dense.bias() != null)
        .activation(activation(dense.activation()))
        .build();
  }

  private static ConvolutionLayer convolution(Convolution convolution) {
    Window window = convolution.window();
    return new ConvolutionLayer.Builder(window.kernelHeight(), window.kernelWidth())
        .stride(window.stride(), window.stride())
        .convolutionMode(mode(window))
        .padding(padding(window))
        .nIn(convolution.inputShape()[2])
        .nOut(convolution.kept())
        .hasBias(convolution.bias() != null)
        .activation(activation(convolution.activation()))
        .build();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer pooling(Pooling pooling) {
    if (pooling.outputShape().length == 1) {
      return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }
    Window window = pooling.window();
    return new SubsamplingLayer.Builder(
            pooling.kind() == Pooling.Kind.MAXIMUM
                ? SubsamplingLayer.PoolingType.MAX
                : SubsamplingLayer.PoolingType.AVG)
        .kernelSize(window.kernelHeight(), window.kernelWidth())
        .stride(window.stride(), window.stride())
        .convolutionMode(mode(window))
        .padding(padding(window))
        .avgPoolIncludePadInDivisor(true)
        .build();
  }

  private void add(BatchNormalization normalization) {
    String layer = layers.size() + "_";
    names.put(normalization.gamma(), layer + "gamma");
    names.put(normalization.beta(), layer + "beta");
    names.put(normalization.mean(), layer + "mean");
    names.put(normalization.variance(), layer + "var");
    int channels = normalization.gamma().rows();
    layers.add(
        new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
            .nIn(channels)
            .nOut(channels)
            .eps(normalization.settings().epsilon())
            .decay(normalization.settings().decay())
            .useLogStd(false)
            .build());
    if (!normalization.activation().equals(Activation.IDENTITY)) {
      layers.add(new ActivationLayer(activation(normalization.activation())));
    }
  }

  private void flatten(int[] image) {
    if (image.length == 3) {
      preProcessors.put(
          layers.size(), new CnnToFeedForwardPreProcessor(image[0], image[1], image[2]));
    }
  }

  /** Padding that differs between two sides is TensorFlow's SAME, which DL4J computes itself. */
  private static ConvolutionMode mode(Window window) {
    return window.top() == window.bottom() && window.left() == window.right()
        ? ConvolutionMode.Truncate
        : ConvolutionMode.Same;
  }

  private static int[] padding(Window window) {
    return mode(window) == ConvolutionMode.Same
        ? new int[] {0, 0}
        : new int[] {window.top(), window.left()};
  }

  private static IActivation activation(Activation activation) {
    return switch (activation.kind()) {
      case IDENTITY -> new ActivationIdentity();
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(activation.slope());
      case ELU -> new ActivationELU(activation.slope());
      case SIGMOID -> new ActivationSigmoid();
    };
  }

  private static ILossFunction loss() {
    return new LossMCXENT();
  }
}
