package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The schema that editors use of sweep files says what altprop says. */
class SweepSchemaTest {
  private static final String WRITTEN = new Vocabulary(Components.catalog()).sweepSchema();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(WRITTEN);

  private static final String SWEEP =
      """
      name: a
      experiments:
        BP: bp.yaml
        FA: {file: fa.yaml, set: {optimizer.learningRate: 0.1}}
      grid: {network.width: [15, 30]}
      measure: [evaluate, angles]
      seeds: [1, 2]
      tables:
        - {title: t, rows: [experiment, network.width], values: ['distances.ratio[input]']}
      figures:
        - {title: f, kind: curve, where: {network.width: 15}, values: [test.loss]}
        - {title: g, kind: embedding, where: {network.width: 15}, layers: [output]}
      quick: {set: {epochs: 1}, seeds: [1]}
      """;

  static List<Path> shipped() throws IOException {
    return ShippedSweepsTest.files();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void takesEveryShippedSweepWhichNamesItInItsFirstLine(Path file) throws IOException {
    String yaml = Files.readString(file);

    assertThat(faults(yaml)).isEmpty();
    assertThat(yaml).startsWith("# yaml-language-server: $schema=../sweep.schema.json\n");
  }

  @Test
  void takesWhatTheReaderTakes() {
    assertThat(faults(SWEEP)).isEmpty();
    assertThat(Sweep.read("sweep.yaml", SWEEP, Sweep.Variant.QUICK)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "experiments:, experimets:",
    "{file: fa, {fil: fa",
    "grid:, gird:",
    "network.width: [, netwrok.width: [",
    "'[15, 30]', 15",
    "angles, angels",
    "'seeds: [1, 2]', 'seeds: [one]'",
    "rows:, row:",
    "kind: curve, kind: curves",
    "test.loss, test.lost",
    "'values: [test.loss]', 'layers: [output]'",
    "'layers: [output]', 'values: [test.loss]'",
    "epochs: 1, epoch: 1",
    "quick: {set, quick: {sets",
    "'name: a', ''",
  })
  void findsMistypedKeysAndWords(String right, String wrong) {
    assertThat(SWEEP).contains(right);

    assertThat(faults(SWEEP.replace(right, wrong))).isNotEmpty();
  }

  @Test
  void standsBesideTheFilesAsThisVersionWritesIt() throws IOException {
    assertThat(Files.readString(Path.of("..", "conf", "sweep.schema.json")))
        .as("renew it with: bin/altprop explain --schema sweep > conf/sweep.schema.json")
        .isEqualTo(WRITTEN);
  }

  private static List<String> faults(String yaml) {
    Object read = new Yaml().load(yaml);
    JsonNode node = new ObjectMapper().valueToTree(read);
    return SCHEMA.validate(node).stream().map(ValidationMessage::getMessage).toList();
  }
}
