package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainAndMeasureTest {
  @Test
  void trainsAndPrintsAccuracyAndAngles() {
    List<String> lines = printed(() -> TrainAndMeasure.main(new String[0]));

    assertThat(lines.get(0)).startsWith("accuracy ");
    assertThat(Double.parseDouble(lines.get(0).substring("accuracy ".length()))).isGreaterThan(0.8);
    assertThat(lines).as("a line for each of six weights").hasSize(7);
  }

  private static List<String> printed(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
