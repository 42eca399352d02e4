package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code engine: dl4j} on the experiments of {@code engine: altprop}. */
class Dl4jEngineTest {
  private static final String SMALL_CNN =
      "network={name: layers, layers: ["
          + "{name: convolution, channels: 5, stride: 2, activation: relu},"
          + "{name: batch-norm, activation: leaky-relu, unbiased: false},"
          + "{name: convolution, channels: 6, stride: 2, activation: elu},"
          + "{name: max-pool}, {name: flatten},"
          + "{name: dense, units: 12, activation: sigmoid}, {name: dense, units: 10}]}";

  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "sum"})
  void stepsOfOneWorkerEqualAltprops(String reduction) throws IOException {
    String[] experiment = {
      "--set", "rule=bp",
      "--set", SMALL_CNN,
      "--set", "loss={name: softmax-cross-entropy, reduction: " + reduction + "}",
      "--set", "optimizer={name: sgd, learningRate: 0.001}",
      "--set", "averaging={workers: 1, period: 1}",
      "--set", "batchSize=96",
      "--set", "epochs=1"
    };
    fixture.trained("altprop-" + reduction, experiment);
    fixture.trained("dl4j-" + reduction, with(experiment, "--set", "engine=dl4j"));

    float[] expected = parameters("altprop-" + reduction);
    float[] got = parameters("dl4j-" + reduction);
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(2e-5f));
    }
  }

  @Test
  void twoWorkersLearnAndLeaveARunThatOtherCommandsRead() throws IOException {
    fixture.trained(
        "learned",
        "--set",
        "engine=dl4j",
        "--set",
        "rule=bp",
        "--set",
        "dataset.normalization=channels",
        "--set",
        "epochs=8",
        "--set",
        "schedule=associated");

    List<JsonNode> epochs = records("learned", "epoch");
    assertThat(epochs).hasSize(9);
    assertThat(accuracy(epochs.get(8))).isGreaterThan(accuracy(epochs.get(0)) + 0.2);
    assertThat(records("learned", "round"))
        .hasSize(24)
        .allSatisfy(round -> assertThat(round.get("imagesPerSecond").asDouble()).isPositive());
    JsonNode session =
        new ObjectMapper()
            .readTree(Path.of(fixture.run("learned"), "provenance.json").toFile())
            .at("/sessions/0");
    assertThat(session.get("engine").asText()).isEqualTo("dl4j");

    Outcome evaluation =
        Outcome.of("evaluate", "--run", fixture.run("learned"), "--data", fixture.data());
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    Outcome resumed = fixture.train("learned", "--resume");
    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err()).contains("cannot be resumed", "engine");
  }

  @Test
  void everythingThatDl4jCannotDoIsRefusedAtOnce() {
    Outcome outcome =
        fixture.train(
            "refused",
            "--set",
            "engine=dl4j",
            "--set",
            "network={name: resnet-20, width: 4}",
            "--set",
            "optimizer={name: sgd, learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4}",
            "--set",
            "averaging.optimizerState=keep",
            "--set",
            "metrics.alignmentEvery=5",
            "--set",
            "regularizers={orthogonality: {weight: 1}}");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("engine dl4j", "rule is fa", "residual block, layer", "momentum", "weightDecay")
        .contains("optimizerState is keep", "alignmentEvery", "regularizers.orthogonality");
    assertThat(Path.of(fixture.run("refused"))).doesNotExist();
  }

  private static double accuracy(JsonNode epoch) {
    return epoch.get("trainAccuracy").asDouble();
  }

  private static List<JsonNode> records(String run, String kind) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(fixture.run(run), "metrics.jsonl"))) {
      JsonNode record = new ObjectMapper().readTree(line);
      if (record.get("kind").asText().equals(kind)) {
        records.add(record);
      }
    }
    return records;
  }

  private static float[] parameters(String run) {
    byte[] file = fixture.newestWeights(run).get("parameters.safetensors");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int start = (int) (8 + bytes.getLong(0));
    float[] values = new float[(file.length - start) / 4];
    bytes.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
