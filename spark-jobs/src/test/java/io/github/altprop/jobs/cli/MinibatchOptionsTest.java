package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an experiment says of its minibatches: which there are, in what order, of what numbers. */
class MinibatchOptionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder); // 200 training images in minibatches of 16
  }

  @Test
  void theShortLastMinibatchCanBeDropped() throws IOException {
    fixture.trained("dropped", "--set", "dropLast=true");

    assertThat(records("dropped", "epoch"))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 12, 24);
    assertThat(session("dropped").get("dropLast").asBoolean()).isTrue();
    fixture.trained("kept");
    assertThat(records("kept", "epoch"))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 13, 26);
    assertThat(session("kept").get("dropLast").asBoolean()).isFalse();
  }

  @Test
  void nothingIsDroppedWhereAllMinibatchesAreWhole() {
    fixture.trained("whole", "--set", "batchSize=20");
    fixture.trained("also whole", "--set", "batchSize=20", "--set", "dropLast=true");

    assertSameWeights("also whole", "whole");
  }

  @Test
  void aDroppedMinibatchStaysDroppedInAResumedRun() {
    fixture.trained("stopped", "--set", "dropLast=true", "--set", "epochs=1");
    Outcome kept = fixture.train("stopped", "--resume", "--set", "epochs=2");
    assertThat(kept.err()).contains("cannot be resumed", "dropLast is false, was true");
    fixture.trained("stopped", "--resume", "--set", "dropLast=true", "--set", "epochs=2");
    fixture.trained("straight", "--set", "dropLast=true");

    assertSameWeights("stopped", "straight");
  }

  @Test
  void dropLastThatLeavesNothingIsRefused() {
    Outcome outcome = fixture.train("none", "--set", "dropLast=true", "--set", "batchSize=201");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "experiment small: dropLast leaves nothing to train on: batchSize is 201 but the data"
                + " has 200 training examples");
    assertThat(Path.of(fixture.run("none"))).doesNotExist();
  }

  @Test
  void withoutShufflingEveryEpochHasTheSameMinibatches() throws IOException {
    // No weight changes, so a round's loss tells which images it saw.
    String[] still = {"--set", "optimizer={name: sgd, learningRate: 0}"};
    fixture.trained("as stored", "--set", "shuffle=false", still[0], still[1]);
    fixture.trained("shuffled", still);

    List<Double> stored = roundLosses("as stored");
    assertThat(stored).hasSize(6);
    assertThat(stored.subList(3, 6)).isEqualTo(stored.subList(0, 3)).doesNotHaveDuplicates();
    List<Double> shuffled = roundLosses("shuffled");
    assertThat(shuffled.subList(3, 6)).doesNotContainAnyElementsOf(shuffled.subList(0, 3));
    assertThat(losses("shuffled")).hasSize(3).containsOnly(losses("shuffled").get(0));
    assertThat(session("as stored").get("shuffle").asBoolean()).isFalse();
  }

  @Test
  void givenStatisticsReplaceThoseOfTheImagesInTrainingAndEvaluation() throws IOException {
    // Mean and standard deviation of a half are the normalisation from -1 to 1.
    fixture.trained("symmetric", "--set", "dataset.normalization=symmetric");
    fixture.trained("half", channels("[0.5, 0.5, 0.5]", "[0.5, 0.5, 0.5]"));

    assertSameWeights("half", "symmetric");
    assertThat(losses("half")).isEqualTo(losses("symmetric"));
    Path exported = folder.resolve("half.safetensors");
    Outcome export =
        Outcome.of(
            "export",
            "--run",
            fixture.run("half"),
            "--format",
            "safetensors",
            "--output",
            exported.toString());
    assertThat(export.out()).containsPattern("mean +\\[0.5, 0.5, 0.5]");
    assertThat(new String(Files.readAllBytes(exported), StandardCharsets.ISO_8859_1))
        .contains("\"altprop.std\":\"[0.5, 0.5, 0.5]\"");
    assertThat(session("half").get("mean").toString()).isEqualTo("[0.5,0.5,0.5]");
    assertThat(session("half").get("std").toString()).isEqualTo("[0.5,0.5,0.5]");
  }

  @Test
  void givenStatisticsThatAreTheImagesOwnChangeNothing() throws IOException {
    JsonNode own =
        JSON.readTree(Path.of(fixture.data(), "manifest.json").toFile()).get("statistics");
    String mean = own.get("channelMean").toString();
    String std = own.get("channelStd").toString();
    fixture.trained("measured", "--set", "dataset.normalization=channels");
    fixture.trained("given", channels(mean, std));

    assertSameWeights("given", "measured");
    assertThat(session("measured").get("mean").toString()).isEqualTo(mean);
    assertThat(session("measured").get("std").toString()).isEqualTo(std);
  }

  @Test
  void statisticsOfAnotherNumberOfChannelsAreRefused() {
    Outcome outcome = fixture.train("gray", channels("[0.5]", "[0.5]"));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "experiment small: dataset.mean and dataset.std have 1 numbers but images of synthetic"
                + " have 3 channels; expected one a channel");
    assertThat(Path.of(fixture.run("gray"))).doesNotExist();
  }

  @Test
  void alignmentIsMeasuredAfterEpochs() throws IOException {
    fixture.trained("aligned", "--set", "epochs=5", "--set", "metrics.alignmentEvery=2 epochs");

    List<JsonNode> alignment = records("aligned", "alignment");
    assertThat(alignment)
        .filteredOn(record -> record.get("layer").asText().equals("layer3"))
        .extracting(record -> record.get("epoch").asInt() + "@" + record.get("step").asInt())
        .containsExactly("0@0", "2@26", "4@52");
    assertThat(alignment)
        .filteredOn(record -> record.get("layer").asText().equals("all"))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 26, 52);
  }

  private static String[] channels(String mean, String std) {
    return new String[] {
      "--set", "dataset.normalization=channels",
      "--set", "dataset.mean=" + mean,
      "--set", "dataset.std=" + std
    };
  }

  private static void assertSameWeights(String run, String expected) {
    Map<String, byte[]> got = fixture.newestWeights(run);
    fixture
        .newestWeights(expected)
        .forEach((name, bytes) -> assertThat(got.get(name)).as(name).isEqualTo(bytes));
  }

  private static List<Double> roundLosses(String run) throws IOException {
    return records(run, "round").stream().map(record -> record.get("loss").asDouble()).toList();
  }

  /** Of both splits, epoch by epoch. */
  private static List<List<Double>> losses(String run) throws IOException {
    return records(run, "epoch").stream()
        .map(r -> List.of(r.get("trainLoss").asDouble(), r.get("testLoss").asDouble()))
        .toList();
  }

  private static List<JsonNode> records(String run, String kind) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(fixture.run(run), "metrics.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      if (record.get("kind").asText().equals(kind)) {
        records.add(record);
      }
    }
    return records;
  }

  private static JsonNode session(String run) throws IOException {
    return JSON.readTree(Path.of(fixture.run(run), "provenance.json").toFile()).at("/sessions/0");
  }
}
