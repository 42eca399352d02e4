package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that diverges ends with the round in which it does, and says where. */
class DivergenceTest {
  private static final String[] WILD = {
    "--set", "optimizer={name: sgd, learningRate: 1e30}", "--set", "metrics.anglesEvery=0"
  };

  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder);
  }

  @ParameterizedTest
  @CsvSource({"fa, 1", "fa, 2", "bp, 1", "usf, 1", "dfa, 1", "gp, 1", "gp, 2"})
  void endsWithOneMessage(String rule, int workers) throws IOException {
    String run = "wild " + rule + workers;
    Outcome outcome = train(run, "--set", "rule=" + rule, "--workers", "" + workers);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("diverged in epoch 1 at step ")
        .contains("there is no checkpoint before that")
        .doesNotContain("\tat ")
        .doesNotContain("bug");
    List<JsonNode> records = records(run, "divergence");
    assertThat(records).hasSize(1);
    assertThat(records.get(0).get("step").asLong()).isBetween(1L, 6L);
    assertThat(records(run, "round")).hasSizeLessThanOrEqualTo(2);
    assertThat(provenance(run)).contains("\"outcome\" : \"diverged\"");
  }

  @Test
  void namesTheSameStepWhateverTheNumberOfMinibatchesInARound() throws IOException {
    Outcome one = train("period 1", "--workers", "1", "--set", "averaging.period=1");
    Outcome many = train("period 9", "--workers", "1", "--set", "averaging.period=9");

    assertThat(one.exitCode()).isEqualTo(3);
    assertThat(many.exitCode()).isEqualTo(3);
    assertThat(records("period 9", "divergence")).isEqualTo(records("period 1", "divergence"));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void endsAssociatedLearning(String pipeline) throws IOException {
    String run = "associated " + pipeline;
    List<String> options = new ArrayList<>(List.of(Fixture.ASSOCIATED));
    options.addAll(
        List.of("--set", "rule={name: al, pipeline: " + pipeline + "}", "--workers", "1"));
    Outcome outcome = train(run, options.toArray(String[]::new));

    assertThat(outcome.err()).contains("diverged in epoch 1");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(records(run, "divergence")).hasSize(1);
  }

  @Test
  void keepsTheCheckpointBefore() throws IOException {
    Outcome good = fixture.train("late");
    assertThat(good.exitCode()).as(good.err()).isZero();
    Outcome resumed =
        Outcome.of(
            "train",
            "--resume",
            "--data",
            fixture.data(),
            "--output",
            fixture.run("late"),
            "--set",
            "epochs=3");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
  }

  @Test
  void goesOnWhereThatIsWanted() throws IOException {
    Outcome outcome = train("on", "--workers", "1", "--set", "onDivergence=continue");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(records("on", "divergence")).hasSize(1);
    assertThat(records("on", "epoch")).hasSize(3);
  }

  @Test
  void isShownAsDivergedAndNeverAsZeroPercent() throws IOException {
    assertThat(train("shown", "--workers", "1").exitCode()).isEqualTo(3);
    Path page = folder.resolve("shown.html");

    Outcome outcome =
        Outcome.of("report", "--run", fixture.run("shown"), "--output", page.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Files.readString(page)).contains("diverged in epoch 1 at step");
  }

  @Test
  void saysThatAResumedRunDiverged() throws IOException {
    assertThat(train("again", "--workers", "1").exitCode()).isEqualTo(3);

    Outcome outcome =
        Outcome.of("train", "--resume", "--data", fixture.data(), "--output", fixture.run("again"));

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("diverged; it goes on before that");
    assertThat(records("again", "divergence")).hasSize(1);
  }

  private static Outcome train(String run, String... options) {
    List<String> all = new ArrayList<>(List.of(WILD));
    all.addAll(List.of(options));
    return fixture.train(run, all.toArray(String[]::new));
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

  private static String provenance(String run) throws IOException {
    return Files.readString(Path.of(fixture.run(run), "provenance.json"));
  }
}
