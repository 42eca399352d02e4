package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands one after the other, as a user types them. */
class PipelineTest {
  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shardAndTrain() throws IOException {
    fixture = Fixture.in(folder);
    fixture.trained("first run");
  }

  @Test
  void trainingWritesEveryFileOfARunFolder() throws IOException {
    Path run = Path.of(fixture.run("first run"));

    assertThat(Files.readString(run.resolve("experiment.yaml")))
        .contains("name: small", "feedback: orthogonal", "epsilon: 1.0E-8", "engine: altprop");
    JsonNode session =
        new ObjectMapper().readTree(run.resolve("provenance.json").toFile()).at("/sessions/0");
    assertThat(session.get("workers").asInt()).isEqualTo(2);
    assertThat(session.get("manifestChecksum").asText()).hasSize(64);
    assertThat(session.get("outcome").asText()).isEqualTo("finished");
    // 13 minibatches make 3 rounds of 2 workers with 3 each; 2 epochs of them.
    assertThat(fixture.checkpoints("first run"))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("round-000003", "round-000006");
    assertThat(fixture.checkpoints("first run").get(1).toFile().list())
        .containsExactlyInAnyOrder(
            "parameters.safetensors",
            "optimizer.safetensors",
            "rule.safetensors",
            "state.json",
            "_SUCCESS");
  }

  @Test
  void metricsHoldEpochsRoundsAndAnglesInOrder() throws IOException {
    List<JsonNode> records = metrics("first run");

    assertThat(records)
        .filteredOn(record -> record.get("kind").asText().equals("epoch"))
        .extracting(record -> record.get("epoch").asInt() + "@" + record.get("step").asInt())
        .containsExactly("0@0", "1@13", "2@26");
    assertThat(records)
        .filteredOn(record -> record.get("kind").asText().equals("round"))
        .extracting(record -> record.get("round").asInt() + "@" + record.get("step").asInt())
        .containsExactly("1@6", "2@12", "3@13", "4@19", "5@25", "6@26");
    assertThat(records)
        .filteredOn(record -> record.get("kind").asText().equals("angles"))
        .filteredOn(record -> record.get("layer").asText().equals("layer3"))
        .allSatisfy(record -> assertThat(record.get("degrees").asDouble()).isLessThan(1e-3))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 5, 10, 13, 18, 23);
  }

  @Test
  void alignmentIsRecordedOfEveryLayerAndDominanceOfAll() throws IOException {
    fixture.trained("aligned", "--set", "metrics.alignmentEvery=10");
    List<JsonNode> records =
        metrics("aligned").stream()
            .filter(record -> record.get("kind").asText().equals("alignment"))
            .toList();

    assertThat(records)
        .filteredOn(record -> record.get("layer").asText().equals("all"))
        .allSatisfy(
            record ->
                assertThat(record.get("lambda2").asDouble() * record.get("loss").asDouble())
                    .isCloseTo(record.get("lambda1").asDouble(), Percentage.withPercentage(1e-6)))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 10, 20);
    assertThat(records)
        .filteredOn(record -> record.get("layer").asText().equals("layer3"))
        .allSatisfy(record -> assertThat(record.get("cosine").asDouble()).isBetween(-1.0, 1.0))
        .extracting(record -> record.get("step").asInt())
        .containsExactly(0, 12, 25);
  }

  @Test
  void lossesOfComponentsAreAveragedOverTheExamplesOfAnEpoch() throws IOException {
    fixture.trained("associated", Fixture.ASSOCIATED);
    List<JsonNode> records = metrics("associated");
    List<JsonNode> components =
        records.stream().filter(r -> r.get("kind").asText().equals("components")).toList();
    double[] rounds =
        records.stream()
            .filter(record -> record.get("kind").asText().equals("round"))
            .mapToDouble(record -> record.get("loss").asDouble())
            .toArray();

    JsonNode parameters =
        new ObjectMapper()
            .readTree(Path.of(fixture.run("associated")).resolve("provenance.json").toFile())
            .at("/sessions/0/parameters");
    assertThat(parameters.get("effective").asLong()).isPositive();
    assertThat(parameters.get("effective").asLong() + parameters.get("affiliated").asLong())
        .isEqualTo(parameters.get("parameters").asLong());
    assertThat(components)
        .allSatisfy(record -> assertThat(record.get("examples").asInt()).isEqualTo(200))
        .extracting(r -> r.get("component").asText() + "@" + r.get("step").asInt())
        .containsExactly("component0@13", "component1@13", "component0@26", "component1@26");
    // Width 8 between components, ten classes below the first.
    assertThat(components)
        .allSatisfy(
            r -> {
              int below = r.get("component").asText().equals("component0") ? 10 : 8;
              assertThat(r.get("associatedSum").asDouble())
                  .isEqualTo(8 * r.get("associatedLoss").asDouble());
              assertThat(r.get("autoencoderSum").asDouble())
                  .isEqualTo(below * r.get("autoencoderLoss").asDouble());
            });
    double both =
        components.stream()
            .limit(2)
            .mapToDouble(
                r -> r.get("associatedLoss").asDouble() + r.get("autoencoderLoss").asDouble())
            .sum();
    // Two rounds of six minibatches of 16, and one of 8 examples.
    assertThat(both)
        .isCloseTo(
            (96 * rounds[0] + 96 * rounds[1] + 8 * rounds[2]) / 200,
            Percentage.withPercentage(1e-9));

    Outcome evaluation =
        Outcome.of(
            "evaluate",
            "--run",
            fixture.run("associated"),
            "--data",
            fixture.data(),
            "--split",
            "train,test");
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    List<String> whole =
        Files.readAllLines(Path.of(fixture.run("associated"), "reports", "components.csv"));
    assertThat(whole.get(0))
        .isEqualTo(
            "split,component,examples,associatedLoss,autoencoderLoss,associatedSum,autoencoderSum");
    assertThat(whole.subList(1, whole.size()))
        .extracting(line -> line.replaceAll("(,[^,]+){4}$", ""))
        .containsExactly(
            "train,component0,200",
            "train,component1,200",
            "test,component0,2000",
            "test,component1,2000");
    // After training there is less of a loss than on average in its last epoch.
    assertThat(Double.parseDouble(whole.get(1).split(",", -1)[4]))
        .isPositive()
        .isLessThan(components.get(2).get("autoencoderLoss").asDouble());
  }

  @Test
  void evaluationAnglesAndDistancesLandInTheRunFolder() throws IOException {
    Outcome evaluation = onRun("evaluate", "--split", "train,test");
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    assertThat(evaluation.out()).contains("accuracy", "train", "test");
    assertThat(report("evaluation.csv").get(0))
        .isEqualTo("split,examples,loss,accuracy,top5Accuracy");
    assertThat(report("evaluation.csv").get(1)).startsWith("train,200,");
    assertThat(report("evaluation.csv").get(2)).startsWith("test,2000,");
    assertThat(report("confusion-test.csv").stream().skip(1).mapToInt(PipelineTest::sum).sum())
        .isEqualTo(2000);

    Outcome angles = onRun("angles", "--batches", "4");
    assertThat(angles.exitCode()).as(angles.err()).isZero();
    assertThat(report("angles.csv")).hasSize(4);
    assertThat(report("angles.csv").get(0)).isEqualTo("layer,index,batches,meanDegrees,stdDegrees");
    assertThat(report("angles.csv").get(1)).startsWith("layer1,0,4,");

    Outcome distances = onRun("distances", "--layers", "layer1,output");
    assertThat(distances.exitCode()).as(distances.err()).isZero();
    assertThat(report("distances.csv").get(0))
        .isEqualTo("layer,split,classes,examples,interclass,intraclass,ratio");
    assertThat(report("distances.csv").get(1)).startsWith("layer1,test,10,2000,");
    assertThat(report("distances.csv").get(2)).startsWith("output,test,10,2000,");
    assertThat(onRun("distances", "--layers", "output", "--split", "train").exitCode()).isZero();
    assertThat(report("distances.csv").get(1)).startsWith("output,train,10,");
    assertThat(report("distances.csv").get(2)).startsWith("layer1,test,10,2000,");

    Path page = folder.resolve("pages").resolve("report.html");
    Outcome report =
        Outcome.of("report", "--run", fixture.run("first run"), "--output", page.toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(page).content().contains("<html", "small");
  }

  @Test
  void embeddingsRepeatBitForBitAndAreDrawn() throws IOException {
    fixture.trained("embedded");
    Outcome two = embed("--layers", "layer1,output", "--examples", "300", "--perplexity", "10");
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(two.out()).contains("layer1", "output", "300", "sameClassNearest");
    Path table = Path.of(fixture.run("embedded"), "reports", "embedding.csv");
    List<String> rows = Files.readAllLines(table);
    assertThat(rows.get(0)).isEqualTo("layer,index,label,x,y");
    assertThat(rows).hasSize(601);
    for (int label = 0; label < 10; label++) {
      String cell = "," + label + ",";
      assertThat(rows.stream().filter(row -> row.startsWith("layer1,") && row.contains(cell)))
          .as("every class has its share")
          .hasSizeBetween(25, 35);
    }

    Outcome again = embed("--layers", "output,layer1", "--examples", "300", "--perplexity", "10");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(Files.readAllLines(table)).containsExactlyInAnyOrderElementsOf(rows);

    Path page = folder.resolve("embedded.html");
    assertThat(
            Outcome.of("report", "--run", fixture.run("embedded"), "--output", page.toString())
                .exitCode())
        .isZero();
    assertThat(page)
        .content()
        .contains("id=\"embedding\"", "test set, 300 examples, perplexity 10, seed 1");
  }

  @Test
  void whatCannotBeEmbeddedIsSaidInOneLine() {
    for (List<String> wrong :
        List.of(
            List.of("--layers", "layer7", "layer layer7 is not in the network"),
            List.of("--layers", "output,output", "layer output is named twice"),
            List.of("--split", "train", "200 examples of the train split are too few"))) {
      Outcome outcome = onRun("embed", wrong.get(0), wrong.get(1));

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).contains(wrong.get(2)).doesNotContain("\tat ");
    }
    assertThat(Path.of(fixture.run("first run"), "reports", "embedding.csv")).doesNotExist();
  }

  private static Outcome embed(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of("embed", "--run", fixture.run("embedded"), "--data", fixture.data()));
    line.addAll(List.of(options));
    return Outcome.of(line.toArray(String[]::new));
  }

  @Test
  void exportWritesAFileForEveryFormatAndSaysWhatTheModelExpects() throws IOException {
    File zip = folder.resolve("model.zip").toFile();
    Outcome dl4j = export("dl4j", zip.toString());
    assertThat(dl4j.exitCode()).as(dl4j.err()).isZero();
    assertThat(dl4j.out()).contains("round-000006", "[3, 32, 32]", "unit");
    assertThat(MultiLayerNetwork.load(zip, false).layerSize(0)).isEqualTo(12);

    Outcome torch = export("safetensors", folder.resolve("model.safetensors").toString());
    assertThat(torch.exitCode()).as(torch.err()).isZero();
    assertThat(folder.resolve("model.safetensors")).isNotEmptyFile();

    Outcome onnx = export("onnx", folder.resolve("model.onnx").toString());
    assertThat(onnx.exitCode()).as(onnx.err()).isZero();
    assertThat(folder.resolve("model.onnx")).isNotEmptyFile();

    Outcome unknown = export("tflite", zip.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--format", "tflite", "dl4j, onnx, safetensors");
  }

  private static Outcome export(String format, String file) {
    return Outcome.of(
        "export", "--run", fixture.run("first run"), "--format", format, "--output", file);
  }

  private static Outcome onRun(String command, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(command, "--run", fixture.run("first run"), "--data", fixture.data()));
    line.addAll(List.of(more));
    return Outcome.of(line.toArray(String[]::new));
  }

  private static List<String> report(String file) throws IOException {
    return Files.readAllLines(Path.of(fixture.run("first run"), "reports", file));
  }

  private static List<JsonNode> metrics(String run) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(fixture.run(run), "metrics.jsonl"))) {
      records.add(new ObjectMapper().readTree(line));
    }
    return records;
  }

  private static int sum(String row) {
    return Arrays.stream(row.split(",")).skip(1).mapToInt(Integer::parseInt).sum();
  }
}
