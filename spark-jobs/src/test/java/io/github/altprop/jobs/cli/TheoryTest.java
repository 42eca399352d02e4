package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The problem of the theory of feedback alignment, from generated data to its records. */
class TheoryTest {
  private static final String EXPERIMENT =
      """
      name: theory
      dataset: {normalization: symmetric}
      network: {name: two-layer, width: 30, slope: 0.5, weights: signs}
      rule: adafa
      loss: exponential
      optimizer: {name: sgd, learningRate: 1e-3}
      precision: float64
      batchSize: 0
      epochs: 12
      averaging: {workers: 1}
      metrics: {anglesEvery: 0, evaluateEvery: 6, alignmentEvery: 1}
      """;

  @TempDir Path folder;

  @Test
  void theLossStaysUnderItsBoundAlsoAfterAResume() throws IOException {
    succeed("shard", "--dataset", "synthetic-separable", "--output", path("data"));
    Files.writeString(folder.resolve("theory.yaml"), EXPERIMENT);
    train("whole");
    train("resumed", "--set", "epochs=6");
    succeed(
        "train",
        "--resume",
        "--output",
        path("resumed"),
        "--data",
        path("data"),
        "--set",
        "epochs=12");

    List<JsonNode> records = records("whole");
    JsonNode theory = records.get(0);
    assertThat(theory.path("kind").asText()).isEqualTo("theory");
    assertThat(theory.path("signsKept").asBoolean()).isTrue();
    assertThat(theory.path("separableLambda").asDouble()).isPositive();
    List<JsonNode> steps =
        records.stream().filter(record -> record.path("layer").asText().equals("all")).toList();
    assertThat(steps).hasSize(12);
    for (JsonNode step : steps) {
      double loss = step.path("loss").asDouble();
      // Before the first step both are the initial loss, up to float32.
      assertThat(loss).isLessThanOrEqualTo(step.path("lossBound").asDouble() * (1 + 1e-6));
      assertThat(step.path("lambda2").asDouble())
          .isGreaterThan(theory.path("separableLambda").asDouble());
    }
    assertThat(records("resumed").stream().filter(TheoryTest::isMeasured).toList())
        .isEqualTo(records.stream().filter(TheoryTest::isMeasured).toList());
    assertThat(last(records, "epoch").path("trainAccuracy").asDouble()).isOne();
  }

  @Test
  void moreThanTwoClassesAreRefused() throws IOException {
    succeed("shard", "--dataset", "synthetic", "--subset", "10", "--output", path("data"));
    Files.writeString(folder.resolve("theory.yaml"), EXPERIMENT);

    Outcome outcome = Outcome.of(line("run"));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("theory", "two classes", "10");
  }

  private static boolean isMeasured(JsonNode record) {
    return record.path("kind").asText().equals("alignment");
  }

  private static JsonNode last(List<JsonNode> records, String kind) {
    return records.stream()
        .filter(record -> record.path("kind").asText().equals(kind))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private List<JsonNode> records(String run) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
      records.add(json.readTree(line));
    }
    return records;
  }

  private void train(String run, String... more) {
    List<String> line = new ArrayList<>(Arrays.asList(line(run)));
    line.addAll(List.of(more));
    succeed(line.toArray(String[]::new));
  }

  private String[] line(String run) {
    return new String[] {
      "train", "--conf", path("theory.yaml"), "--data", path("data"), "--output", path(run)
    };
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void succeed(String... line) {
    Outcome outcome = Outcome.of(line);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }
}
