package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.altprop.training.options.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What altprop says of itself is what it does. */
class VocabularyTest {
  private static final Vocabulary VOCABULARY = new Vocabulary(Components.catalog());
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(VOCABULARY.experimentSchema());
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Explanation> explanations() {
    return VOCABULARY.kinds().stream()
        .flatMap(kind -> VOCABULARY.ofKind(kind).map(Registry::names).orElseThrow().stream())
        .distinct()
        .flatMap(name -> VOCABULARY.explain(name).stream());
  }

  static List<Path> shipped() throws IOException {
    return ShippedExperimentsTest.files();
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void everyExampleIsTakenByTheCheckerAndTheSchema(Explanation explanation) {
    Map<String, Object> experiment = new LinkedHashMap<>();
    experiment.put("name", "example");
    experiment.put("network", "mlp");
    experiment.put("rule", "bp");
    experiment.put("optimizer", "adam");
    experiment.put("batchSize", 32);
    experiment.put("epochs", 1);
    experiment.putAll(map(explanation.example()));
    if (explanation.kind().equals("initialization")) {
      experiment.put(
          "network",
          Map.of(
              "name",
              "layers",
              "initialization",
              explanation.component().name(),
              "layers",
              List.of(Map.of("name", "flatten"))));
    }
    String yaml = YamlWriter.write(experiment);

    assertThat(Experiment.read("example.yaml", yaml, List.of(), Components.catalog())).isNotNull();
    assertThat(faults(yaml)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void saysWhatEveryOptionIs(Explanation explanation) {
    String text = String.join("\n", explanation.lines());

    assertThat(text).startsWith(explanation.component().name() + " (" + explanation.kind() + "): ");
    assertThat(explanation.component().options())
        .allSatisfy(
            option -> assertThat(text).contains(option.name() + ": ").contains(option.doc()));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theSchemaTakesEveryShippedExperiment(Path file) throws IOException {
    assertThat(faults(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batchsize: 1",
        "optimizer: {name: adam, learnigRate: 1}",
        "optimizer: {name: adam, learningRate: -1}",
        "rule: gpp",
        "rule: {name: gp, feedback: orthogonal}",
        "network: {layers: [{name: dense}]}",
        "network: {layers: [{name: residual-block, layers: [{name: dens}]}]}",
        "precision: float16",
        "regularizers: {l3: {weight: 1}}"
      })
  void theSchemaFindsWhatTheCheckerFinds(String wrong) {
    Map<String, Object> experiment = map(base());
    experiment.putAll(map(wrong));

    assertThat(faults(YamlWriter.write(experiment))).isNotEmpty();
  }

  @Test
  void theSchemaBesideTheFilesIsTheOneOfThisVersion() throws IOException {
    assertThat(Files.readString(Path.of("..", "conf", "experiment.schema.json")))
        .as("renew it with: bin/altprop explain --schema > conf/experiment.schema.json")
        .isEqualTo(VOCABULARY.experimentSchema());
  }

  private static String base() {
    return "{name: a, network: mlp, rule: bp, optimizer: adam, batchSize: 32, epochs: 1}";
  }

  private static List<String> faults(String yaml) {
    JsonNode node = JSON.valueToTree(map(yaml));
    return SCHEMA.validate(node).stream().map(ValidationMessage::getMessage).toList();
  }

  private static Map<String, Object> map(String yaml) {
    return new Yaml().load(yaml);
  }
}
