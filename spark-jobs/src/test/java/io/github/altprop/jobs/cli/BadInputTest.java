package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What users get wrong: exit code 2, one message that says it all, nothing left behind. */
class BadInputTest {
  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder);
  }

  @Test
  void missingExperiment() {
    Outcome outcome =
        Outcome.of(
            "train",
            "--conf",
            fixture.run("none.yaml"),
            "--data",
            fixture.data(),
            "--output",
            fixture.run("no conf"));

    assertRefused(outcome, "no conf", "cannot read", "none.yaml", "there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer.learnigRate=1 | optimizer.learnigRate is not known; did you mean learningRate?",
        "optimizer.learningRate=-1 | optimizer.learningRate is -1; must be a number above 0",
        "averaging.workers=0 | averaging.workers is 0; a whole number of at least 1",
        "rule=gpp | rule is gpp; did you mean gp?",
        "dataset.name=cifar10 | the data is synthetic; is meant for cifar10",
        "rule={name: gp, propagation: targets} | cannot train; float64",
      })
  void wrongValues(String override, String messages) {
    Outcome outcome = fixture.train("wrong value", "--set", override);

    assertRefused(outcome, "wrong value", messages.split("; "));
  }

  @Test
  void noWorkers() {
    assertRefused(fixture.train("idle", "--workers", "0"), "idle", "averaging.workers is 0");
    assertRefused(fixture.train("idle", "--workers", "two"), "idle", "averaging.workers is two");
  }

  @Test
  void missingData() {
    Outcome outcome =
        Outcome.of(
            "train",
            "--conf",
            fixture.conf(),
            "--data",
            fixture.run("nowhere"),
            "--output",
            fixture.run("no data"));

    assertRefused(outcome, "no data", "nowhere", "manifest.json");
  }

  @Test
  void unreadableParquet() throws IOException {
    Path data = folder.resolve("torn");
    Outcome.of(
        "shard",
        "--dataset",
        "synthetic",
        "--subset",
        "64",
        "--seed",
        "2",
        "--output",
        data.toString());
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.writeString(file, "x".repeat((int) Files.size(file)));
      }
    }

    Outcome outcome =
        Outcome.of(
            "train",
            "--conf",
            fixture.conf(),
            "--data",
            data.toString(),
            "--output",
            fixture.run("torn run"));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(".parquet").doesNotContain("\tat ");
  }

  @Test
  void wrongManifest() throws IOException {
    Path manifest = copyOfData("lying").resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"formatVersion\" : \\d+", "\"formatVersion\" : 77"));

    Outcome outcome =
        Outcome.of(
            "train",
            "--conf",
            fixture.conf(),
            "--data",
            manifest.getParent().toString(),
            "--output",
            fixture.run("lied to"));

    assertRefused(outcome, "lied to", "manifest.json", "formatVersion", "77");
  }

  @Test
  void outputThatExists() throws IOException {
    Files.createDirectories(folder.resolve("taken"));
    Files.writeString(folder.resolve("taken").resolve("thesis.tex"), "");

    Outcome outcome = fixture.train("taken");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("taken", "thesis.tex");
    assertThat(folder.resolve("taken").toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void outputThatCannotBe() {
    Outcome outcome = fixture.train("small.yaml/run");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("altprop: ").contains("small.yaml").hasLineCount(1);
  }

  @Test
  void resumingAsAnotherExperiment() {
    fixture.trained("settled", "--set", "epochs=1");

    Outcome outcome = fixture.train("settled", "--resume", "--set", "seed=2");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("cannot be resumed", "seed is 2, was 1");
    Outcome nothing = fixture.train("settled");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("already holds a run", "--resume");
  }

  @Test
  void aShardWithAWrongByteThatNobodyReads() throws IOException {
    Path data = copyOfData("unread");
    Path shard = data.resolve("test/part-00000.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 20] ^= 1; // in the name of what wrote the file
    Files.write(shard, bytes);

    Outcome damaged = Outcome.of("inspect", "--data", data.toString(), "--verify");
    Outcome whole = Outcome.of("inspect", "--data", fixture.data(), "--verify");

    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.err())
        .contains("1 of 2 shards", "test/part-00000.parquet: SHA-256 ", "; the manifest says ")
        .doesNotContain("\tat ");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(whole.out()).contains("verified  2 shards, ");
  }

  @Test
  void resumingWhatIsNoRunWithoutSayingWhatToTrain() {
    Outcome outcome =
        Outcome.of("train", "--resume", "--data", fixture.data(), "--output", fixture.run("never"));

    assertRefused(outcome, "never", "never: no experiment.yaml here; expected a run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "angles", "distances", "embed"})
  void measuringWhatIsNoRun(String command) {
    Outcome outcome = Outcome.of(command, "--run", fixture.run("never"), "--data", fixture.data());

    assertRefused(outcome, "never", "never: no experiment.yaml here; expected a run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian                                   | trian is no command; there are shard, inspect,",
        "shard @cifar11.args --output x          | cannot read cifar11.args: there is no such file",
        "inspect --data x --sheet y.jpg          | --sheet is y.jpg but must end in .png",
        "train                                   | --data",
        "shard --dataset cifar11 --output x      | cifar11",
        "shard --dataset cifar10 --output x      | source: missing; cifar10 is read from files",
        "shard --dataset synthetic --source y --output x    | source: y; synthetic is read from no",
        "shard --dataset synthetic --upright --output x     | only image files are resized and turned",
        "shard --dataset synthetic --label-noise 2 --output x  | label-noise: 2.0; expected 0 to 1",
        "shard --dataset synthetic --max-rejected 2 --output x | max-rejected: 2.0; expected 0 to 1",
        "evaluate --run x --data y --split dev   | dev",
        "angles --run x --data y --batches 0     | --batches",
        "angles --run x --data y --batches many  | many",
        "embed --run x --data y --examples 299   | --examples is 299 but must be 300 to 20000",
        "embed --run x --data y --perplexity 1.5 | --perplexity is 1.5 but must be 2 to 500",
        "embed --run x --data y --perplexity NaN | --perplexity is NaN but must be 2 to 500",
        "embed --run x --data y --split dev      | dev",
        "report --run nowhere --output x.html    | nowhere",
      })
  void wrongCommandLines(String line, String message) {
    Outcome outcome = Outcome.of(line.strip().split(" +"));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandExplainsItself(String command) {
    CommandSpec spec =
        new CommandLine(new Altprop()).getSubcommands().get(command).getCommandSpec();
    String sentence = spec.usageMessage().description()[0];
    Outcome outcome = Outcome.of(command, "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Usage: altprop " + command, sentence, "Options:");
    assertThat(spec.options())
        .allSatisfy(option -> assertThat(option.description()).as(option.toString()).isNotEmpty());
    assertThat(Outcome.of("--help").out().lines())
        .as("the sentence fits into the list of commands")
        .anyMatch(line -> line.contains(command) && line.endsWith(sentence));
  }

  static Set<String> names() {
    return new CommandLine(new Altprop()).getSubcommands().keySet();
  }

  @Test
  void itTellsItsVersion() {
    assertThat(Outcome.of("--version").out()).startsWith("altprop ");
  }

  private static Path copyOfData(String name) throws IOException {
    Path source = Path.of(fixture.data());
    Path target = folder.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }

  private static void assertRefused(Outcome outcome, String run, String... message) {
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("altprop: ").contains(message).doesNotContain("\tat ");
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(folder.resolve(run)).doesNotExist();
  }
}
