package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.device.PretendedGpus;
import io.github.altprop.training.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --device} does, on a machine that pretends to have GPUs. */
class DeviceTest {
  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder);
  }

  @AfterEach
  void noGpus() {
    PretendedGpus.pretend(0);
  }

  @Test
  void workerITrainsOnGpuIModuloTheirNumber() throws IOException {
    PretendedGpus.pretend(2);

    fixture.trained("on two", "--set", "averaging.workers=3");
    fixture.trained("on processors", "--set", "averaging.workers=3", "--device", "cpu");
    fixture.trained("on the second", "--device", "gpu:1", "--set", "epochs=1");

    assertThat(session("on two").get("device").asText())
        .isEqualTo("gpu:0: pretended card 0; gpu:1: pretended card 1");
    assertThat(session("on processors").get("device").asText()).startsWith("CPU");
    assertThat(session("on the second").get("device").asText())
        .isEqualTo("gpu:1: pretended card 1");
    assertThat(fixture.newestWeights("on two").keySet())
        .isEqualTo(fixture.newestWeights("on processors").keySet());
  }

  @Test
  void gpusTrainToTheSameBitsHoweverManyThereAre() {
    PretendedGpus.pretend(1);
    fixture.trained("one card", "--device", "gpu");
    PretendedGpus.pretend(2);
    fixture.trained("two cards", "--device", "gpu");

    assertThat(PretendedGpus.opened()).contains(Device.gpu(0), Device.gpu(1));
    assertThat(fixture.newestWeights("two cards"))
        .containsExactlyInAnyOrderEntriesOf(fixture.newestWeights("one card"));
  }

  @Test
  void measuresOnGpusToo() {
    PretendedGpus.pretend(2);
    fixture.trained("measured", "--set", "epochs=1");

    for (String command : new String[] {"evaluate", "angles", "distances"}) {
      PretendedGpus.pretend(2);
      Outcome there = measure(command, "gpu:1");
      assertThat(there.exitCode()).as(there.err()).isZero();
      assertThat(PretendedGpus.opened()).isNotEmpty().containsOnly(Device.gpu(1));
      PretendedGpus.pretend(2);
      Outcome processors = measure(command, "cpu");
      assertThat(processors.exitCode()).as(processors.err()).isZero();
      assertThat(PretendedGpus.opened()).isEmpty();
    }
  }

  @Test
  void refusalsAreOneLineAndLeaveNothingBehind() {
    refused("none here", "--device is gpu but no engine computes on GPUs here: ", "gpu");
    refused("no such word", "--device is tpu but must be auto, cpu, gpu or gpu:N", "tpu");
    refused("tf32 here", "no engine computes on cpu in tf32", "auto", "--set", "precision=tf32");
    PretendedGpus.pretend(3);
    refused("too few", "--device is gpu:3 but this machine has 3 GPUs, gpu:0 to gpu:2", "gpu:3");
    refused("unfit", "on gpu:2 in float32: ", "gpu:2");
    refused("exact", "pretended: does not compute in float64", "gpu", "--set", "precision=float64");
    refused(
        "dl4j",
        "cannot be trained with engine dl4j on GPUs: say --device cpu",
        "gpu",
        "--set",
        "engine=dl4j",
        "--set",
        "rule=bp",
        "--set",
        "metrics.anglesEvery=0");
    Outcome measured = measure("evaluate", "gpu:9");
    assertThat(measured.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 1_000_000})
  void memoryThatDoesNotDoIsToldWithTheMinibatch(long bytes) {
    PretendedGpus.pretend(1, bytes);

    Outcome outcome = fixture.train("cramped " + bytes, "--workers", "1");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines().toList().get((int) outcome.err().lines().count() - 1))
        .startsWith(
            "altprop: experiment small with minibatches of 16: gpu:0 is out of memory: with ")
        .endsWith("make batchSize or the network smaller, or have fewer workers on a device");
  }

  @Test
  void aSweepTrainsAndMeasuresItsPointsOnGpus() throws IOException {
    PretendedGpus.pretend(2);
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            name: devices
            experiments: {FA: small.yaml}
            seeds: [1, 2]
            set: {epochs: 1}
            measure: [evaluate]
            """);

    Outcome outcome =
        Outcome.of(
            "sweep",
            "--conf",
            sweep.toString(),
            "--data",
            fixture.data(),
            "--output",
            fixture.run("swept"),
            "--device",
            "gpu");

    assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
    assertThat(PretendedGpus.opened()).contains(Device.gpu(0), Device.gpu(1));
    for (int seed = 1; seed <= 2; seed++) {
      assertThat(session("swept/runs/fa-seed" + seed).get("device").asText())
          .startsWith("gpu:")
          .contains("pretended card");
    }
    Outcome refused =
        Outcome.of(
            "sweep",
            "--conf",
            sweep.toString(),
            "--data",
            fixture.data(),
            "--output",
            fixture.run("refused"),
            "--device",
            "gpu:5");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--device is gpu:5");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private static Outcome measure(String command, String device) {
    return Outcome.of(
        command, "--run", fixture.run("measured"), "--data", fixture.data(), "--device", device);
  }

  private static void refused(String run, String message, String device, String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--device";
    options[1] = device;
    System.arraycopy(more, 0, options, 2, more.length);
    Outcome outcome = fixture.train(run, options);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("altprop: ").contains(message).hasLineCount(1);
    assertThat(folder.resolve(run)).doesNotExist();
  }

  private static JsonNode session(String run) throws IOException {
    Path file = folder.resolve(run).resolve("provenance.json");
    return new ObjectMapper().readTree(file.toFile()).get("sessions").get(0);
  }
}
