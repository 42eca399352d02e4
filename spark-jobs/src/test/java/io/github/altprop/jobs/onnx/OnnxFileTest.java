package io.github.altprop.jobs.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.export.SampleModel;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.PassContext;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime computes from an exported file the logits that altprop computes. */
class OnnxFileTest {
  private static final String NETWORKS =
      """
      {name: gait-cifar-shallow, width: 12, hidden: 2} | gp                       | 7
      {name: gait-imagenet}                            | gp                       | 29
      {name: gait-imagenet}                            | {name: gp, auxiliary: implicit} | 28
      {name: gait-cifar-deep, width: 30}               | {name: gp, auxiliary: implicit} | 5
      {name: two-layer, width: 9}                      | fa                       | 5
      {name: mlp}                                      | bp                       | 5
      {name: lenet}                                    | usf                      | 32
      {name: vanilla-cnn, width: 7}                    | adafa                    | 9
      {name: vgg, width: 5}                            | bp                       | 16
      {name: resnet-20}                                | bp                       | 9
      {name: resnet-32}                                | bp                       | 8
      {name: resnet-18}                                | fa                       | 8
      {name: associated-mlp}                           | al                       | 5
      {name: associated-cnn}                           | al                       | 8
      {name: associated-vgg}                           | al                       | 16
      {name: associated-resnet-20}                     | al                       | 8
      {name: associated-resnet-32}                     | al                       | 8
      """;

  @TempDir Path folder;

  @Test
  void noNetworkIsForgotten() {
    assertThat(Architectures.REGISTRY.names())
        .filteredOn(name -> !name.equals("layers")) // which the tests of lists of layers are about
        .allSatisfy(name -> assertThat(NETWORKS).containsPattern("name: " + name + "[,}]"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = NETWORKS)
  void everyArchitectureOfEveryKindOfRule(String network, String rule, int pixels)
      throws OrtException {
    try (SampleModel sample = SampleModel.named(network, rule, List.of(pixels, pixels + 1, 3))) {
      assertEqualLogits(sample);
    }
  }

  @Test
  void everyPaddingAndPoolOnImagesThatAreNotSquare() throws OrtException {
    try (SampleModel sample = SampleModel.everyPaddingAndPool()) {
      assertEqualLogits(sample);
    }
  }

  @Test
  void anOutputWithoutADenseLayerInDoublePrecision() throws OrtException {
    try (SampleModel sample = SampleModel.withoutDense()) {
      assertEqualLogits(sample);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unit", "symmetric", "channels", "standardize"})
  void bytesAreNormalizedAsInTraining(String normalization) throws OrtException {
    double[] mean = {0.5, 0.25, 0.125};
    double[] std = {0.25, 0.5, 2};
    try (SampleModel sample = SampleModel.named("{name: lenet}", "bp", List.of(32, 32, 3))) {
      SampleModel normalized =
          sample.normalized(
              Map.of(
                  "normalization", normalization,
                  "mean", Arrays.toString(mean),
                  "std", Arrays.toString(std)));
      int size = 32 * 32 * 3;
      float[] bytes = bytes(sample.rows() * size);
      float[] inputs = new float[bytes.length];
      for (int row = 0; row < sample.rows(); row++) {
        double[] image = new double[size];
        for (int i = 0; i < size; i++) {
          double unit = bytes[row * size + i] / 255.0;
          image[i] =
              switch (normalization) {
                case "symmetric" -> 2 * unit - 1;
                case "channels" -> (unit - mean[i % 3]) / std[i % 3];
                default -> unit;
              };
        }
        if (normalization.equals("standardize")) {
          standardize(image);
        }
        for (int i = 0; i < size; i++) {
          inputs[row * size + i] = (float) image[i];
        }
      }

      assertEqualLogits(normalized, "pixels", bytes, inputs);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean-image", "mean-image-standardize"})
  void whereAMeanImageIsNeededInputsComeNormalized(String normalization) throws OrtException {
    try (SampleModel sample = SampleModel.named("{name: mlp}", "bp", List.of(4, 5, 3))) {
      float[] inputs = sample.inputs(99);
      assertEqualLogits(
          sample.normalized(Map.of("normalization", normalization)), "normalized", inputs, inputs);
    }
  }

  @Test
  void theMetadataSayWhereTheModelComesFrom() throws OrtException {
    try (SampleModel sample = SampleModel.named("{name: mlp}", "bp", List.of(4, 5, 3));
        OrtSession session = session(sample)) {
      assertThat(session.getMetadata().getProducerName()).isEqualTo("altprop");
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("altprop.experiment", "sample")
          .containsEntry("altprop.checkpoint", "round-000003")
          .containsEntry("altprop.normalization", "unit")
          .containsEntry("altprop.input", "[3, 4, 5]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "half", "[0.5, 0.5]", "[a, b, c]"})
  void aRunThatDoesNotSayItsChannelsMeanIsRefusedAndLeavesNoFile(String mean) {
    try (SampleModel sample = SampleModel.named("{name: mlp, width: 3}", "bp", List.of(4, 5, 3))) {
      SampleModel silent = sample.normalized(Map.of("normalization", "channels", "mean", mean));
      assertThatThrownBy(() -> OnnxFile.write(silent.model(), file()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("does not say the mean of each of the 3 channels");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aLayerOfAnOwnKindIsRefusedByNameAndLeavesNoFile() {
    List<LayerFactory> layers =
        List.of(
            (name, inputShape, slots) ->
                new Relabelled(Flatten.layer().place(name, inputShape, slots)),
            Dense.of(4, Activation.IDENTITY));
    try (SampleModel sample = SampleModel.layers(layers, List.of(2, 3, 1), ElementType.FLOAT32)) {
      assertThatThrownBy(() -> OnnxFile.write(sample.model(), file()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("layer0 is a layer of an own kind, Relabelled");
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** A layer of a class that altprop does not know, though it computes what another does. */
  private record Relabelled(Layer same) implements Layer {
    @Override
    public String name() {
      return same.name();
    }

    @Override
    public int[] inputShape() {
      return same.inputShape();
    }

    @Override
    public int[] outputShape() {
      return same.outputShape();
    }

    @Override
    public boolean trainable() {
      return false;
    }

    @Override
    public LayerPass open(PassContext context) {
      return same.open(context);
    }
  }

  /** The sample's inputs count as bytes / 255, which a network may well get negative. */
  private void assertEqualLogits(SampleModel sample) throws OrtException {
    float[] inputs = sample.inputs(99);
    float[] pixels = new float[inputs.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = inputs[i] * 255;
    }
    assertEqualLogits(sample, "pixels", pixels, inputs);
  }

  private void assertEqualLogits(
      SampleModel sample, String name, float[] theirInputs, float[] ourInputs) throws OrtException {
    float[] expected = sample.learner().logits(ourInputs, sample.rows());
    double[] got = new double[expected.length];
    try (OrtSession session = session(sample);
        OnnxTensor input = channelsFirst(sample, theirInputs);
        OrtSession.Result result = session.run(Map.of(name, input))) {
      float[][] logits = (float[][]) result.get("logits").orElseThrow().getValue();
      int classes = expected.length / sample.rows();
      for (int i = 0; i < got.length; i++) {
        got[i] = logits[i / classes][i % classes];
      }
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < got.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(got[i] - expected[i]));
    }
    // Logits of hundreds are not exact to 1e-5 in float32 on either side.
    assertThat(difference / Math.max(1, largest)).isCloseTo(0, within(1e-5));
  }

  private OrtSession session(SampleModel sample) throws OrtException {
    OnnxFile.write(sample.model(), file());
    return OrtEnvironment.getEnvironment().createSession(file().localPath().toString());
  }

  private static OnnxTensor channelsFirst(SampleModel sample, float[] inputs) throws OrtException {
    int[] shape = sample.model().channelsFirstInput();
    int channels = shape[0];
    int pixels = shape[1] * shape[2];
    float[] reordered = new float[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      int image = i / (pixels * channels);
      int pixel = i / channels % pixels;
      reordered[(image * channels + i % channels) * pixels + pixel] = inputs[i];
    }
    long[] batched =
        LongStream.concat(LongStream.of(sample.rows()), Arrays.stream(shape).asLongStream())
            .toArray();
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(reordered), batched);
  }

  private static float[] bytes(int size) {
    Random random = new Random(7);
    float[] bytes = new float[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = random.nextInt(256);
    }
    return bytes;
  }

  private static void standardize(double[] image) {
    double mean = Arrays.stream(image).average().orElseThrow();
    double variance =
        Arrays.stream(image).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double divisor = Math.max(Math.sqrt(variance), 1 / Math.sqrt(image.length));
    Arrays.setAll(image, i -> (image[i] - mean) / divisor);
  }

  private Location file() {
    return Location.of(folder.resolve("model.onnx").toString(), new Configuration());
  }
}
