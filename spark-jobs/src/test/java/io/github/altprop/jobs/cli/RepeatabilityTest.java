package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same experiment gives the same numbers, however often it is stopped. */
class RepeatabilityTest {
  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void trainWithoutAStop() throws IOException {
    fixture = Fixture.in(folder);
    fixture.trained("whole");
  }

  @Test
  void theSameSeedGivesTheSameFiles() {
    fixture.trained("again");

    assertSameWeights("again", "whole");
  }

  @Test
  void aRunStoppedAfterAnEpochAndResumedEqualsTheWholeOne() throws IOException {
    fixture.trained("stopped", "--set", "epochs=1");
    fixture.trained("stopped", "--resume", "--set", "epochs=2");

    assertSameWeights("stopped", "whole");
    assertThat(timeless("stopped")).isEqualTo(timeless("whole"));
  }

  @Test
  void oneCommandLineBeginsARunAndRepeatedContinuesIt() throws IOException {
    fixture.trained("scheduled", "--resume");
    assertSameWeights("scheduled", "whole");
    Files.delete(fixture.checkpoints("scheduled").get(1).resolve("_SUCCESS"));

    fixture.trained("scheduled", "--resume");

    assertSameWeights("scheduled", "whole");
    assertThat(timeless("scheduled")).isEqualTo(timeless("whole"));
  }

  @Test
  void aRunKilledWithinAnEpochResumesFromItsCheckpointWithoutGapsOrDuplicates() throws IOException {
    fixture.trained("killed", "--set", "checkpoint.everyRounds=1", "--set", "checkpoint.keep=9");
    List<Path> checkpoints = fixture.checkpoints("killed");
    Files.delete(checkpoints.get(5).resolve("_SUCCESS")); // killed while it wrote round 6
    Path metrics = Path.of(fixture.run("killed"), "metrics.jsonl");
    Files.writeString(metrics, Files.readString(metrics) + "{\"kind\":\"epo");

    Outcome outcome =
        fixture.train(
            "killed",
            "--resume",
            "--set",
            "checkpoint.everyRounds=1",
            "--set",
            "checkpoint.keep=9");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("round-000006", "interrupted", "resuming after round-000005");
    assertSameWeights("killed", "whole");
    assertThat(timeless("killed")).isEqualTo(timeless("whole"));
  }

  @Test
  void lossesOfComponentsOutliveAKillWithinAnEpoch() throws IOException {
    String[] everyRound =
        with(Fixture.ASSOCIATED, "--set", "checkpoint.everyRounds=1", "--set", "checkpoint.keep=9");
    fixture.trained("components", everyRound);
    fixture.trained("components killed", everyRound);
    Files.delete(fixture.checkpoints("components killed").get(4).resolve("_SUCCESS"));
    Files.delete(fixture.checkpoints("components killed").get(5).resolve("_SUCCESS"));

    fixture.trained("components killed", with(everyRound, "--resume"));

    assertThat(timeless("components killed"))
        .isEqualTo(timeless("components"))
        .filteredOn(line -> line.contains("\"components\""))
        .hasSize(2 * 6);
  }

  @Test
  void aCheckpointThatLacksAByteIsPassedOverAndSaidSo() throws IOException {
    fixture.trained("damaged", "--set", "epochs=1");
    fixture.trained("damaged", "--resume", "--set", "epochs=2");
    Path parameters = fixture.checkpoints("damaged").get(1).resolve("parameters.safetensors");
    byte[] content = Files.readAllBytes(parameters);
    Files.write(parameters, Arrays.copyOf(content, content.length - 1));

    Outcome outcome = fixture.train("damaged", "--resume", "--set", "epochs=2");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("round-000006 is broken", "parameters.safetensors has", "after round-000003");
    assertSameWeights("damaged", "whole");
  }

  @Test
  void workersThatKeepTheirMomentsResumeToTheSameNumbers() {
    String keep = "averaging.optimizerState=keep";
    fixture.trained("keep", "--set", keep);
    fixture.trained("kept", "--set", keep, "--set", "epochs=1");
    fixture.trained("kept", "--set", keep, "--resume");

    assertThat(fixture.newestWeights("kept"))
        .containsKeys("optimizer-0.safetensors", "optimizer-1.safetensors");
    assertSameWeights("kept", "keep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropLast=false", "dropLast=true", "shuffle=false"})
  void twoWorkersWithPeriodOneEqualOneWithTheDoubledBatch(String minibatches) {
    String[] plain = {
      "--set", "optimizer={name: sgd, learningRate: 0.05}",
      "--set", "averaging.period=1",
      "--set", minibatches
    };
    String twoWorkers = "two, " + minibatches;
    String oneWorker = "one, " + minibatches;
    fixture.trained(twoWorkers, with(plain, "--workers", "2"));
    fixture.trained(oneWorker, with(plain, "--workers", "1", "--set", "batchSize=32"));

    float[] two = floats(fixture.newestWeights(twoWorkers).get("parameters.safetensors"));
    float[] one = floats(fixture.newestWeights(oneWorker).get("parameters.safetensors"));
    assertThat(two).hasSameSizeAs(one);
    for (int i = 0; i < one.length; i++) {
      assertThat(two[i]).isCloseTo(one[i], within(1e-5f));
    }
  }

  private static void assertSameWeights(String run, String expected) {
    Map<String, byte[]> got = fixture.newestWeights(run);
    Map<String, byte[]> want = fixture.newestWeights(expected);
    assertThat(got.keySet()).isEqualTo(want.keySet());
    want.forEach((name, bytes) -> assertThat(got.get(name)).as(name).isEqualTo(bytes));
  }

  /** The metrics without what depends on the clock. */
  private static List<String> timeless(String run) throws IOException {
    return Files.readAllLines(Path.of(fixture.run(run), "metrics.jsonl")).stream()
        .map(
            line ->
                line.replaceAll("\"(seconds|\\w+Seconds|\\w+PerSecond|\\w+Worker)\":[^,}]+", ""))
        .toList();
  }

  /** The numbers of a safetensors file. */
  private static float[] floats(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int start = (int) (8 + bytes.getLong(0));
    float[] values = new float[(file.length - start) / 4];
    bytes.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static String[] with(String[] options, String... more) {
    String[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }
}
