package io.github.altprop.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code benchmarks/export.sh} checks in PyTorch, as far as names, shapes and order go. */
class TorchFileTest {
  private static final List<LayerFactory> LAYERS =
      List.of(
          Convolution.of(Patches.same(3, 2), 5, 2, Activation.RELU, Bias.ABSENT),
          BatchNormalization.of(BatchNormalization.Settings.TORCH, Activation.leakyRelu(0.1)),
          Pooling.maximum(Patches.valid(2, 2)),
          Flatten.layer(),
          Dense.of(4, 3, Activation.IDENTITY, Bias.PRESENT));

  @TempDir Path folder;

  @Test
  void namesShapesAndTypesAreThoseOfTorchModulesWithoutAuxiliaryUnits() throws IOException {
    try (SampleModel sample = SampleModel.layers(LAYERS, List.of(8, 12, 3), ElementType.FLOAT32)) {
      assertThat(shapes(exported(sample), "F32"))
          .containsOnly(
              Map.entry("layer0.weight", "[5,3,3,3]"),
              Map.entry("layer1.weight", "[5]"),
              Map.entry("layer1.bias", "[5]"),
              Map.entry("layer1.running_mean", "[5]"),
              Map.entry("layer1.running_var", "[5]"),
              Map.entry("layer4.weight", "[4,30]"),
              Map.entry("layer4.bias", "[4]"));
    }
  }

  @Test
  void kernelsAndWhatFollowsAFlattenAreReordered() throws IOException {
    try (SampleModel sample = SampleModel.layers(LAYERS, List.of(8, 12, 3), ElementType.FLOAT64)) {
      exported(sample);
      double[] kernel = sample.learner().parameters().view("layer0.weight").toDoubles();
      double[] dense = sample.learner().parameters().view("layer4.weight").toDoubles();

      // [channel 4, in 2, row 1, column 0] lies at [channel 4, row 1, column 0, in 2].
      assertThat(value("layer0.weight", ((4 * 3 + 2) * 3 + 1) * 3))
          .isEqualTo(kernel[((4 * 3 + 1) * 3) * 3 + 2]);
      // The image before the flatten layer is 2 x 3 pixels with 5 channels.
      assertThat(value("layer4.weight", 3 * 30 + (2 * 2 + 1) * 3 + 0))
          .isEqualTo(dense[3 * 30 + (1 * 3 + 0) * 5 + 2]);
    }
  }

  @Test
  void theMetadataDescribeInputAndLayers() throws IOException {
    try (SampleModel sample = SampleModel.layers(LAYERS, List.of(8, 12, 3), ElementType.FLOAT32)) {
      JsonNode metadata = exported(sample).get("__metadata__");

      assertThat(metadata.get("format").asText()).isEqualTo("pt");
      assertThat(metadata.get("altprop.input").asText()).isEqualTo("[3, 8, 12]");
      assertThat(metadata.get("altprop.normalization").asText()).isEqualTo("unit");
      JsonNode layers = new ObjectMapper().readTree(metadata.get("altprop.layers").asText());
      assertThat(layers).hasSize(5);
      assertThat(layers.get(0))
          .hasToString(
              "{\"name\":\"layer0\",\"type\":\"convolution\",\"in\":3,\"out\":5,\"bias\":false,"
                  + "\"activation\":\"relu\",\"kernel\":[3,3],\"stride\":2,\"padding\":[0,1,0,1]}");
      assertThat(layers.get(3)).hasToString("{\"name\":\"layer3\",\"type\":\"flatten\"}");
    }
  }

  @Test
  void residualBlocksKeepTheirNestedNames() throws IOException {
    try (SampleModel sample = SampleModel.named("{name: resnet-18}", "bp", List.of(8, 8, 3))) {
      assertThat(shapes(exported(sample), "F32"))
          .containsEntry("layer4.body.layer0.weight", "[64,64,3,3]")
          .containsEntry("layer5.shortcut.layer0.weight", "[128,64,1,1]");
    }
  }

  @Test
  void aNetworkThatEndsInFlattenedImagesIsRefused() {
    List<LayerFactory> layers =
        List.of(
            Convolution.of(Patches.same(2, 2), 1, Activation.RELU),
            Convolution.of(Patches.valid(1, 1), 2, Activation.IDENTITY),
            Flatten.layer());
    try (SampleModel sample = SampleModel.layers(layers, List.of(2, 4, 1), ElementType.FLOAT32)) {
      assertThatThrownBy(() -> exported(sample))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("ends in flattened images");
    }
  }

  private JsonNode exported(SampleModel sample) throws IOException {
    TorchFile.write(sample.model(), Location.of(file().toString(), new Configuration()));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    return new ObjectMapper()
        .readTree(new String(bytes.array(), 8, (int) bytes.getLong(0), StandardCharsets.UTF_8));
  }

  private double value(String name, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    JsonNode entry =
        new ObjectMapper()
            .readTree(new String(bytes.array(), 8, header, StandardCharsets.UTF_8))
            .get(name);
    return bytes.getDouble(8 + header + entry.at("/data_offsets/0").asInt() + 8 * index);
  }

  private static Map<String, String> shapes(JsonNode header, String type) {
    Map<String, String> shapes = new TreeMap<>();
    for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("__metadata__")) {
        assertThat(header.get(name).get("dtype").asText()).isEqualTo(type);
        shapes.put(name, header.get(name).get("shape").toString());
      }
    }
    return shapes;
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }
}
