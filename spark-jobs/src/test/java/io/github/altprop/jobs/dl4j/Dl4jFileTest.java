package io.github.altprop.jobs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.export.SampleModel;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.training.tensor.ElementType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stock DL4J predicts from an exported file what altprop predicts. */
class Dl4jFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: gait-cifar-shallow, width: 12, hidden: 2} | gp                       | 7
          {name: gait-imagenet}                            | gp                       | 29
          {name: gait-imagenet}                            | {name: gp, auxiliary: implicit} | 28
          {name: two-layer, width: 9}                      | fa                       | 5
          {name: mlp}                                      | bp                       | 5
          {name: lenet}                                    | usf                      | 32
          {name: vanilla-cnn, width: 7}                    | adafa                    | 9
          {name: vgg, width: 5}                            | bp                       | 16
          {name: associated-mlp}                           | al                       | 5
          {name: associated-cnn}                           | al                       | 8
          """)
  void everySequentialArchitectureOfEveryKindOfRule(String network, String rule, int pixels)
      throws IOException {
    try (SampleModel sample = SampleModel.named(network, rule, List.of(pixels, pixels + 1, 3))) {
      assertEqualPredictions(sample);
    }
  }

  @Test
  void everyPaddingAndPoolOnImagesThatAreNotSquare() throws IOException {
    try (SampleModel sample = SampleModel.everyPaddingAndPool()) {
      assertEqualPredictions(sample);
    }
  }

  @Test
  void anOutputWithoutADenseLayerInDoublePrecision() throws IOException {
    try (SampleModel sample = SampleModel.withoutDense()) {
      assertEqualPredictions(sample);
    }
  }

  @Test
  void residualNetworksAreRefusedByTheNamesOfTheirBlocks() {
    try (SampleModel sample = SampleModel.named("{name: resnet-18}", "bp", List.of(8, 8, 3))) {
      assertThatThrownBy(() -> Dl4jFile.write(sample.model(), location(file())))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("residual blocks: layer");
      assertThat(file()).doesNotExist();
    }
  }

  private void assertEqualPredictions(SampleModel sample) throws IOException {
    Dl4jFile.write(sample.model(), location(file()));
    float[] inputs = sample.inputs(99);
    double[][] expected = softmax(sample.learner().logits(inputs, sample.rows()), sample.rows());
    MultiLayerNetwork loaded = MultiLayerNetwork.load(file(), false);
    double[][] got =
        loaded.output(channelsFirst(sample, inputs)).castTo(DataType.DOUBLE).toDoubleMatrix();
    for (int row = 0; row < expected.length; row++) {
      assertThat(got[row]).containsExactly(expected[row], within(1e-5));
    }
  }

  private static INDArray channelsFirst(SampleModel sample, float[] inputs) {
    int[] shape = sample.learner().network().inputShape();
    DataType type =
        sample.model().experiment().precision().type() == ElementType.FLOAT32
            ? DataType.FLOAT
            : DataType.DOUBLE;
    return Nd4j.createFromArray(inputs)
        .reshape(sample.rows(), shape[0], shape[1], shape[2])
        .permute(0, 3, 1, 2)
        .dup('c')
        .castTo(type);
  }

  private static double[][] softmax(float[] logits, int rows) {
    int classes = logits.length / rows;
    double[][] probabilities = new double[rows][classes];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        probabilities[row][c] = Math.exp(logits[row * classes + c]);
        sum += probabilities[row][c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[row][c] /= sum;
      }
    }
    return probabilities;
  }

  private File file() {
    return folder.resolve("model.zip").toFile();
  }

  private static Location location(File file) {
    return Location.of(file.toString(), new Configuration());
  }
}
