package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options in files, and the same options beside them. */
class OptionFilesTest {
  @TempDir Path folder;
  private String file;
  private String output;

  @BeforeEach
  void write() throws IOException {
    file = "@" + Files.writeString(folder.resolve("ten.args"), "--dataset synthetic --seed 1\n");
    output = folder.resolve("data").toString();
  }

  @Test
  void anOptionBehindAFileOverridesTheFilesInSilence() throws IOException {
    Outcome outcome =
        Outcome.of("shard", file, "--seed", "2", "--subset", "20", "--output", output);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err().lines()).noneMatch(line -> line.contains("seed"));
    assertThat(Files.readString(Path.of(output, "manifest.json")))
        .containsPattern("\"seed\" *: *2\\b");
  }

  @Test
  void anotherFileBehindAFileOverridesItToo() throws IOException {
    String mine = "@" + Files.writeString(folder.resolve("mine.args"), "--seed 3 --subset 20\n");

    Outcome outcome = Outcome.of("shard", file, mine, "--output", output);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Files.readString(Path.of(output, "manifest.json")))
        .containsPattern("\"seed\" *: *3\\b");
  }

  @Test
  void anOptionBeforeAFileThatHasItTooIsRefused() {
    Outcome outcome = Outcome.of("shard", "--seed", "2", file, "--output", output);

    assertRefused(outcome, "'--seed' is given twice, in " + file.substring(1) + " or before it");
  }

  @Test
  void anOptionTwiceInOneFileIsRefused() throws IOException {
    String wrong = "@" + Files.writeString(folder.resolve("wrong.args"), "--seed 1 --seed 2\n");

    Outcome outcome =
        Outcome.of("shard", "--dataset", "synthetic", wrong, "--output", output, "--seed", "3");

    assertRefused(outcome, "'--seed' is given twice, in " + wrong.substring(1) + " or before it");
  }

  @Test
  void anOptionTwiceOutsideOfFilesIsRefused() {
    Outcome without =
        Outcome.of(
            "shard", "--dataset", "synthetic", "--seed", "2", "--seed", "3", "--output", output);
    Outcome around = Outcome.of("shard", "--seed", "2", file, "--seed", "3", "--output", output);
    Outcome behind = Outcome.of("shard", file, "--seed", "2", "--seed", "3", "--output", output);

    assertRefused(without, "option '--seed' (S) should be specified only once");
    assertRefused(around, "option '--seed' (S) should be specified only once");
    assertRefused(behind, "option '--seed' (S) should be specified only once");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Outcome outcome = Outcome.of("shard", "@none.args", "--seed", "2", "--output", output);

    assertRefused(outcome, "cannot read none.args: there is no such file");
  }

  private void assertRefused(Outcome outcome, String message) {
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("altprop: ").contains(message).doesNotContain("\tat ");
    assertThat(Path.of(output)).doesNotExist();
  }
}
