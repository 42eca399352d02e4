package io.github.altprop.benchmarks;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Times {@code bp-vanilla-cnn} in DL4J's {@code MultiLayerNetwork} on command. */
public final class Dl4jWorker {
  private static final int WIDTH = 256;

  private Dl4jWorker() {}

  public static void main(String[] arguments) {
    Worker.serve(
        name -> {
          if (!name.equals("bp-vanilla-cnn")) {
            throw new IllegalArgumentException("no step is named " + name);
          }
          return new VanillaCnn(StepCatalog.require(name));
        });
  }

  private static final class VanillaCnn implements Step {
    private final MultiLayerNetwork network;
    private final INDArray inputs;
    private final INDArray labels;

    VanillaCnn(StepSpec spec) {
      NeuralNetConfiguration.ListBuilder layers =
          new NeuralNetConfiguration.Builder()
              .seed(1)
              .dataType(DataType.FLOAT)
              .weightInit(WeightInit.RELU)
              .updater(new Adam(1e-4))
              .list();
      for (int channels : new int[] {32, 64}) {
        for (int stride : new int[] {1, 1, 1, 2}) {
          layers.layer(
              new ConvolutionLayer.Builder(3, 3)
                  .stride(stride, stride)
                  .convolutionMode(ConvolutionMode.Same)
                  .nOut(channels)
                  .activation(Activation.RELU)
                  .build());
        }
      }
      for (int units : new int[] {5 * WIDTH, WIDTH, WIDTH, WIDTH, WIDTH}) {
        layers.layer(new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build());
      }
      layers.layer(
          new OutputLayer.Builder(LossFunction.MCXENT)
              .nOut(StepSpec.CLASSES)
              .activation(Activation.SOFTMAX)
              .build());
      layers.setInputType(InputType.convolutional(spec.pixels(), spec.pixels(), StepSpec.CHANNELS));
      network = new MultiLayerNetwork(layers.build());
      network.init();
      Nd4j.getRandom().setSeed(1);
      inputs =
          Nd4j.rand(DataType.FLOAT, spec.batch(), StepSpec.CHANNELS, spec.pixels(), spec.pixels());
      labels = Nd4j.zeros(DataType.FLOAT, spec.batch(), StepSpec.CLASSES);
      for (int i = 0; i < spec.batch(); i++) {
        labels.putScalar(i, i % StepSpec.CLASSES, 1);
      }
    }

    @Override
    public void run() {
      network.fit(inputs, labels);
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
