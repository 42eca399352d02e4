package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.cli.Altprop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with the rule on its class path. */
class BlendedTrainingTest {
  private static final String EXPERIMENT = "src/test/resources/blended.yaml";

  @Test
  void theRuleIsListedExplainedTrainedWithAndMeasured(@TempDir Path folder) {
    String data = folder.resolve("data").toString();
    String run = folder.resolve("run").toString();

    assertThat(altprop("list", "rules")).contains("blended", "from classes");
    assertThat(altprop("explain", "blended")).contains("B_l = (1 - b) W_l", "blend: a number");
    altprop("shard", "--dataset", "synthetic", "--subset", "256", "--output", data);
    altprop("train", "--conf", EXPERIMENT, "--data", data, "--output", run);
    altprop("evaluate", "--run", run, "--data", data);

    assertThat(altprop("angles", "--run", run, "--data", data)).contains("layer");
    assertThat(Path.of(run, "reports", "evaluation.csv")).isNotEmptyFile();
  }

  private static String altprop(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Altprop.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }
}
