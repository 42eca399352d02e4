package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own: in that of the tests Spark runs already. */
class RefusedSparkTest {
  @TempDir Path folder;

  /** altprop where Spark is told of a master that there cannot be. */
  static final class Child {
    public static void main(String[] arguments) {
      System.setProperty("spark.master", "nonsense");
      Altprop.main(arguments);
    }
  }

  @Test
  void aMasterThatCannotBeEndsInOneLine() throws Exception {
    String output = folder.resolve("data").toString();

    Process child =
        ChildProcess.start(
            folder, Child.class, "shard", "--dataset", "synthetic", "--output", output);

    assertThat(child.waitFor()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("child.log")))
        .contains("altprop: Spark does not start: ")
        .contains("nonsense")
        .doesNotContain("\tat ");
  }
}
