package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small data set and a small experiment in a folder, and commands on them. */
final class Fixture {
  private static final String EXPERIMENT =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 12, hidden: 2}
      rule: fa
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 16
      epochs: 2
      averaging: {workers: 2, period: 3}
      metrics: {anglesEvery: 5}
      """;

  /** Makes two components of the experiment's network. */
  static final String[] ASSOCIATED = {
    "--set", "network={name: associated-mlp, width: 8, components: 2}",
    "--set", "rule=al",
    "--set", "metrics.anglesEvery=0"
  };

  private final Path folder;

  private Fixture(Path folder) {
    this.folder = folder;
  }

  /** Shards 200 + 2,000 generated images. */
  static Fixture in(Path folder) throws IOException {
    Fixture fixture = new Fixture(folder);
    Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
    Outcome outcome =
        Outcome.of(
            "shard", "--dataset", "synthetic", "--subset", "200", "--output", fixture.data());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return fixture;
  }

  String conf() {
    return folder.resolve("small.yaml").toString();
  }

  String data() {
    return folder.resolve("data").toString();
  }

  String run(String name) {
    return folder.resolve(name).toString();
  }

  /** Trains the experiment into a run of that name. */
  Outcome train(String name, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("train", "--conf", conf(), "--data", data(), "--output", run(name)));
    line.addAll(List.of(more));
    return Outcome.of(line.toArray(String[]::new));
  }

  /** Trains and expects that it works. */
  void trained(String name, String... more) {
    Outcome outcome = train(name, more);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  /** Contents of the newest checkpoint of a run, but for the metrics' length. */
  Map<String, byte[]> newestWeights(String name) {
    Path newest = checkpoints(name).get(checkpoints(name).size() - 1);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(newest)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Checkpoint folders of a run, oldest first. */
  List<Path> checkpoints(String name) {
    try (Stream<Path> all = Files.list(folder.resolve(name).resolve("checkpoints"))) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
