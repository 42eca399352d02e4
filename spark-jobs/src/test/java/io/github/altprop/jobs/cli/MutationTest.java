package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.run.Checkpoint;
import io.github.altprop.jobs.run.RunFolder;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Manifests, experiments and checkpoints with one bit, byte, line or key changed: refused in one
 * message, or read to the same meaning. {@code -Daltprop.mutations=10000} tries as many of all.
 */
class MutationTest {
  private static final int EACH = Integer.getInteger("altprop.mutations", 300) / 3;

  @TempDir static Path folder;
  private static Fixture fixture;

  private final Random random = new Random(20261126);
  private int refused;

  @BeforeAll
  static void train() throws IOException {
    fixture = Fixture.in(folder);
    Outcome outcome = fixture.train("run");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  @Test
  void noManifestIsTakenForAnother() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(fixture.data(), Manifest.FILE_NAME));
    Manifest expected = ManifestJson.read(whole, "manifest.json");
    for (int i = 0; i < EACH; i++) {
      byte[] mutant = mutated(whole);
      try {
        assertThat(ManifestJson.read(mutant, "manifest.json"))
            .as(new String(mutant, StandardCharsets.UTF_8))
            .isEqualTo(expected);
      } catch (BadInputException e) {
        refused(e);
      }
    }
    report("manifests");
  }

  @Test
  void everyExperimentResolvesToItselfOrIsRefused() throws IOException {
    List<Path> files;
    try (Stream<Path> shipped = Files.list(Path.of("..", "conf", "experiments"))) {
      files = shipped.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    for (int i = 0; i < EACH; i++) {
      byte[] mutant = mutated(Files.readAllBytes(files.get(i % files.size())));
      try {
        Experiment experiment = experiment(new String(mutant, StandardCharsets.UTF_8));
        assertThat(experiment(experiment.toYaml()).resolved()).isEqualTo(experiment.resolved());
      } catch (UserError e) {
        refused(e);
      }
    }
    report("experiments");
  }

  @Test
  void noCheckpointIsTakenForAnother() throws IOException {
    Path checkpoints = Path.of(fixture.run("run"), "checkpoints");
    RunFolder run = RunFolder.open(fixture.run("run"), new Configuration());
    Checkpoint expected = run.checkpoints().newest(warning -> {}).orElseThrow();
    List<Path> files;
    try (Stream<Path> all = Files.list(checkpoints.resolve(expected.name()))) {
      files = all.sorted().toList();
    }
    for (int i = 0; i < EACH; i++) {
      Path file = files.get(i % files.size());
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, mutated(whole));
      List<String> warnings = new ArrayList<>();
      Optional<Checkpoint> found = run.checkpoints().newest(warnings::add);
      Files.write(file, whole);
      if (warnings.isEmpty()) {
        assertThat(found.orElseThrow().state()).isEqualTo(expected.state());
      } else {
        refused++;
        assertThat(warnings).allSatisfy(said -> assertThat(said).doesNotContain("Exception"));
        assertThat(found.map(Checkpoint::name)).isNotEqualTo(Optional.of(expected.name()));
      }
    }
    report("checkpoints");
  }

  private void refused(RuntimeException said) {
    refused++;
    assertThat(said.getMessage()).isNotBlank().doesNotContain("Exception");
  }

  private void report(String what) {
    System.out.println(refused + " of " + EACH + " mutated " + what + " refused");
  }

  private static Experiment experiment(String yaml) {
    return Experiment.read("mutant.yaml", yaml, List.of(), Components.catalog());
  }

  private byte[] mutated(byte[] whole) {
    byte[] mutant = whole.clone();
    int at = random.nextInt(mutant.length);
    switch (random.nextInt(5)) {
      case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mutant[at] = (byte) random.nextInt(256);
      case 2 -> mutant = Arrays.copyOf(mutant, at);
      case 3 -> mutant = line(mutant);
      default -> mutant = key(mutant);
    }
    return mutant;
  }

  /** One line dropped, said twice or moved to the end. */
  private byte[] line(byte[] whole) {
    List<String> lines =
        new ArrayList<>(List.of(new String(whole, StandardCharsets.ISO_8859_1).split("\n", -1)));
    int at = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(at));
      default -> lines.add(lines.remove(at));
    }
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A letter more in one of the words before a colon. */
  private byte[] key(byte[] whole) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int colon = text.indexOf(':', random.nextInt(text.length()));
    if (colon < 1) {
      return line(whole);
    }
    int end = text.charAt(colon - 1) == '"' ? colon - 1 : colon;
    return (text.substring(0, end) + "x" + text.substring(end))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
