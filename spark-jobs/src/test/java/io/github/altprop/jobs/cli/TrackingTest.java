package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.tracking.FakeMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that others are told of. */
class TrackingTest {
  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void train() throws IOException {
    fixture = Fixture.in(folder);
    fixture.trained("plain");
  }

  @Test
  void aTrackedTrainingIsTheSameTraining() throws IOException {
    try (FakeMlflow mlflow = new FakeMlflow()) {
      fixture.trained("tracked", "--set", "tracking.mlflow=" + mlflow.address());

      assertThat(mlflow.status).isEqualTo("FINISHED");
      assertThat(mlflow.params).containsEntry("optimizer.learningRate", "0.001");
      assertThat(mlflow.tags.get("altprop.runFolder")).endsWith("/tracked");
      assertThat(mlflow.metrics)
          .filteredOn(metric -> metric.path("key").asText().equals("accuracy/test"))
          .hasSize(3);
      assertThat(mlflow.metrics)
          .filteredOn(metric -> metric.path("key").asText().equals("training/learningRate"))
          .isNotEmpty()
          .allSatisfy(metric -> assertThat(metric.path("value").asDouble()).isEqualTo(1e-3));
    }
    assertSameWeights("tracked");
  }

  @Test
  void whatIsEvaluatedAfterTrainingIsToldToo() throws IOException {
    try (FakeMlflow mlflow = new FakeMlflow()) {
      fixture.trained("told", with("--set", "tracking.mlflow=" + mlflow.address()));
      mlflow.metrics.clear();

      Outcome outcome = evaluate("told");

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(mlflow.metrics)
          .extracting(metric -> metric.path("key").asText())
          .contains(
              "evaluated/loss/test",
              "evaluated/accuracy/test",
              "evaluated/associatedSum/test/component0",
              "evaluated/autoencoderLoss/test/component1");
      assertThat(mlflow.status).isEqualTo("FINISHED");

      mlflow.failure = 503;
      Outcome failing = evaluate("told");
      assertThat(failing.exitCode()).isZero();
      assertThat(failing.err().lines().filter(line -> line.startsWith("tracking: "))).hasSize(1);
    }
  }

  private static Outcome evaluate(String run) {
    return Outcome.of("evaluate", "--run", fixture.run(run), "--data", fixture.data());
  }

  private static String[] with(String... more) {
    return Stream.concat(Arrays.stream(Fixture.ASSOCIATED), Arrays.stream(more))
        .toArray(String[]::new);
  }

  @Test
  void aServerThatFailsChangesNothingAndAResumedTrainingMayHaveAnother() throws IOException {
    try (FakeMlflow mlflow = new FakeMlflow()) {
      mlflow.failure = 503;
      Outcome outcome = fixture.train("failing", "--set", "tracking.mlflow=" + mlflow.address());
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.err().lines().filter(line -> line.startsWith("tracking: "))).hasSize(2);
    }
    assertSameWeights("failing");
    fixture.trained("failing", "--resume", "--set", "tracking.mlflow=none");
  }

  @Test
  void theEventFileOfARunGrowsWithTheRun() throws IOException {
    Path board = folder.resolve("board");
    Path metrics = Path.of(fixture.run("plain"), "metrics.jsonl");
    List<String> lines = Files.readAllLines(metrics);
    Files.write(metrics, lines.subList(0, lines.size() / 2));
    report(board);
    Path file = only(board.resolve("plain"));
    byte[] before = Files.readAllBytes(file);
    Files.write(metrics, lines);
    report(board);

    assertThat(only(board.resolve("plain"))).isEqualTo(file);
    byte[] after = Files.readAllBytes(file);
    assertThat(after.length).isGreaterThan(before.length);
    assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);

    Files.write(metrics, lines.subList(0, lines.size() / 2)); // as a resumed run does
    report(board);
    assertThat(only(board.resolve("plain"))).isNotEqualTo(file).hasBinaryContent(before);
    Files.write(metrics, lines);
  }

  private static void report(Path board) {
    Outcome outcome =
        Outcome.of(
            "report",
            "--format",
            "tensorboard",
            "--run",
            fixture.run("plain"),
            "--output",
            board.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static Path only(Path board) throws IOException {
    try (Stream<Path> files = Files.list(board)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static void assertSameWeights(String run) {
    fixture
        .newestWeights("plain")
        .forEach(
            (name, bytes) ->
                assertThat(fixture.newestWeights(run).get(name)).as(name).isEqualTo(bytes));
  }
}
