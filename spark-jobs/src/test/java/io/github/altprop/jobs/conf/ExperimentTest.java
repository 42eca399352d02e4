package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.tensor.Precision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiment files over a catalogue of invented components: the reader must know none by name. */
class ExperimentTest {
  private static final String MINIMAL =
      """
      name: first
      network: pyramid
      rule: echo
      optimizer: {name: roll, learningRate: 1e-3}
      batchSize: 8
      epochs: 2
      """;

  private static final Registry<Object> FLOORS = floors();

  private static Registry<Object> floors() {
    return registry(
        "floor",
        component("hall", OptionSpec.integer("doors", 1L, 1, "ways out")),
        component("attic"),
        component("duplex", OptionSpec.components("inside", List.of(), 0, () -> FLOORS, "rooms")));
  }

  private static Catalog catalog() {
    return new Catalog(
        registry(
            "network",
            component("pyramid", OptionSpec.integers("widths", List.of(8L, 4L), 1, "units")),
            component("tower"),
            component("floors", OptionSpec.components("floors", null, 1, () -> FLOORS, "rooms"))),
        registry(
            "rule",
            component("echo", OptionSpec.flag("loud", false, "volume")),
            component("mirror", OptionSpec.choice("glass", "flat", List.of("flat", "bent"), ""))),
        registry("loss", component("regret", OptionSpec.fraction("share", 0.5, "part"))),
        registry("optimizer", component("roll", OptionSpec.positive("learningRate", null, "step"))),
        registry("schedule", component("steady")),
        registry("regularizer", component("modesty", OptionSpec.number("weight", null, "force"))),
        List.of("unit", "channels"),
        List.of("none"),
        List.of("abacus"));
  }

  private static Experiment read(String yaml, String... overrides) {
    return Experiment.read("test.yaml", yaml, List.of(overrides), catalog());
  }

  @Test
  void trackingMayChangeWhenARunIsResumed() {
    Experiment before = Experiment.read("f.yaml", MINIMAL, List.of(), catalog());
    Experiment after =
        Experiment.read(
            "f.yaml", MINIMAL, List.of("tracking.mlflow=http://localhost:5000/x"), catalog());

    assertThat(before.tracking()).isEqualTo(new Tracking("none", "altprop"));
    assertThat(after.tracking()).isEqualTo(new Tracking("http://localhost:5000/x", "altprop"));
    assertThat(after.conflictsWith(before)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5000", "sqlite:///runs.db", "http://", "http://a?key=b", "on"})
  void trackingNeedsTheAddressOfAServer(String address) {
    assertThatThrownBy(
            () ->
                Experiment.read(
                    "f.yaml", MINIMAL, List.of("tracking.mlflow=" + address), catalog()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tracking.mlflow is " + address + " but must be none, environment");
  }

  @Test
  void credentialsInAnAddressAreRefusedAndNotRepeated() {
    assertThatThrownBy(
            () ->
                Experiment.read(
                    "f.yaml",
                    MINIMAL,
                    List.of("tracking.mlflow=http://ann:s3cret@host"),
                    catalog()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("MLFLOW_TRACKING_PASSWORD")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aBatchSizeOfZeroIsTheWholeTrainingSplit() {
    Experiment full = read(MINIMAL, "batchSize=0").on(4000);

    assertThat(full.batchSize()).isEqualTo(4000);
    assertThat(full.toYaml()).contains("batchSize: 0");
    assertThat(full.on(7)).isSameAs(full);
    assertThat(read(MINIMAL).on(4000).batchSize()).isEqualTo(8);
  }

  @Test
  void theShortLastMinibatchCountsUnlessItIsDropped() {
    assertThat(read(MINIMAL).minibatches(17)).isEqualTo(3);
    assertThat(read(MINIMAL, "dropLast=true").minibatches(17)).isEqualTo(2);
    assertThat(read(MINIMAL, "dropLast=true").minibatches(16)).isEqualTo(2);
    assertThat(read(MINIMAL, "dropLast=true", "batchSize=0").minibatches(17)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "7, 7, 7", "1 epochs, 10, 1 epoch", "3 epochs, 30, 3 epochs"})
  void alignmentIsMeasuredEverySoManyStepsOrEpochs(String written, long steps, String resolved) {
    Experiment experiment = read(MINIMAL, "metrics.alignmentEvery=" + written);

    assertThat(experiment.alignmentEvery().steps(10)).isEqualTo(steps);
    assertThat(experiment.alignmentEvery().never()).isEqualTo(steps == 0);
    assertThat(experiment.toYaml()).contains("alignmentEvery: " + resolved);
    assertThat(read(experiment.toYaml()).resolved()).isEqualTo(experiment.resolved());
  }

  @Test
  void statisticsOfChannelsMayBeGiven() {
    Experiment experiment =
        read(
            MINIMAL,
            "dataset.normalization=channels",
            "dataset.mean=[0.5, 0.25, 0]",
            "dataset.std=[0.2, 0.1, 1]");

    assertThat(experiment.dataset().meanOr(List.of(9.0))).containsExactly(0.5, 0.25, 0.0);
    assertThat(experiment.dataset().stdOr(List.of(9.0))).containsExactly(0.2, 0.1, 1.0);
    assertThat(read(MINIMAL).dataset().meanOr(List.of(9.0))).containsExactly(9.0);
    assertThat(read(experiment.toYaml()).resolved()).isEqualTo(experiment.resolved());
  }

  @Test
  void statisticsThatDoNotFitTogetherAreRefused() {
    assertThatThrownBy(
            () -> read(MINIMAL, "dataset.mean=[0.5, 0.5]", "dataset.std=[0.5, 0.5, 0.5]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "dataset.mean has 2 numbers and dataset.std 3; expected as many of both")
        .hasMessageContaining(
            "dataset.mean and dataset.std are given but dataset.normalization is unit, which"
                + " ignores them; expected channels");
  }

  @Test
  void mergesKeysAsYamlDoes() {
    Experiment experiment =
        read(
            """
            name: merged
            network: &base {name: pyramid, widths: [3, 2]}
            rule: echo
            optimizer: {name: roll, learningRate: 1e-3}
            batchSize: 8
            epochs: 2
            loss: {<<: [{share: 0.25}], name: regret}
            """);
    assertThat(experiment.loss().options().number("share")).isEqualTo(0.25);

    Experiment own = read(MINIMAL.replace("rule: echo", "rule: {<<: {name: echo}, name: mirror}"));
    assertThat(own.rule().name()).isEqualTo("mirror");
    assertThatThrownBy(() -> read(MINIMAL.replace("rule: echo", "rule: {<<: 3, name: echo}")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 cannot be merged");
  }

  @Test
  void anotherNameOfAComponentStartsFromItsDefaults() {
    String yaml = MINIMAL.replace("rule: echo", "rule: {name: echo, loud: true}");

    Experiment other = read(yaml, "rule.name=mirror");
    assertThat(other.rule().options().choice("glass")).isEqualTo("flat");
    assertThat(other.notes())
        .containsExactly(
            "--set rule.name=mirror: starts from the defaults of mirror; dropped rule.loud");
    assertThat(read(yaml, "rule.glass=bent", "rule.name=mirror").rule().options().choice("glass"))
        .isEqualTo("bent");
    assertThat(read(yaml, "rule.name=echo").rule().options().flag("loud")).isTrue();
    assertThat(read(yaml).notes()).isEmpty();
  }

  @Test
  void fillsInEveryDefault() {
    Experiment experiment = read(MINIMAL);

    assertThat(experiment.averaging()).isEqualTo(new Averaging(1, 10, false));
    assertThat(experiment.network().options().integers("widths")).containsExactly(8, 4);
    assertThat(experiment.rule().options().flag("loud")).isFalse();
    assertThat(experiment.optimizer().options().number("learningRate")).isEqualTo(0.001);
    assertThat(experiment.loss().options().number("share")).isEqualTo(0.5);
    assertThat(experiment.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(experiment.seed()).isEqualTo(1);
    assertThat(experiment.regularizers()).isEmpty();
    assertThat(experiment.toYaml())
        .contains("workers: 1", "loud: false", "share: 0.5", "everyRounds: 0", "engine: abacus");
  }

  @Test
  void writesWhatItReadsBackToTheSame() {
    Experiment experiment =
        read(
            MINIMAL,
            "regularizers.modesty.weight=100",
            "seed=9007199254740993",
            "optimizer.learningRate=1.9E-5",
            "rule={name: mirror, glass: bent}",
            "name='1e-5: true'");

    Experiment again = read(experiment.toYaml());

    assertThat(again.resolved()).isEqualTo(experiment.resolved());
    assertThat(again.toYaml()).isEqualTo(experiment.toYaml());
    assertThat(again.seed()).isEqualTo(9007199254740993L);
    assertThat(again.optimizer().options().number("learningRate")).isEqualTo(1.9e-5);
    assertThat(again.regularizers().get("modesty").number("weight")).isEqualTo(100);
    assertThat(again.name()).isEqualTo("1e-5: true");
  }

  @Test
  void doesNotSayWhatIsMissingFromWhatIsNoYaml() {
    assertThatThrownBy(() -> read("name: a\nrule: b: c\n"))
        .isInstanceOf(UserError.class)
        .hasMessage("test.yaml: line 2: not YAML: mapping values are not allowed here");
  }

  @Test
  void reportsEveryProblemAtOnceWithPathValueAndExpectation() {
    String yaml =
        """
        name: [a, b]
        network: {name: pyramid, width: 3}
        rule: ehco
        optimizer: {name: roll, learningRate: -1}
        batchSiez: 8
        epochs: many
        seed: 1
        seed: 2
        averaging: {workers: 0}
        precision: float16
        regularizers: {modesty: {}}
        """;

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("test.yaml: 11 problems\n")
        .hasMessageContaining("line 1: name is [a, b] but must be a text")
        .hasMessageContaining(
            "line 2: network.width is not known (its value is 3); did you mean widths?")
        .hasMessageContaining("line 3: rule is ehco but there is no such rule; did you mean echo?")
        .hasMessageContaining("line 4: optimizer.learningRate is -1 but must be a number above 0")
        .hasMessageContaining(
            "line 5: batchSiez is not known (its value is 8); did you mean batchSize?")
        .hasMessageContaining("batchSize is missing: a whole number of at least 0")
        .hasMessageContaining("line 6: epochs is many but must be a whole number of at least 0")
        .hasMessageContaining("line 8: seed is given twice")
        .hasMessageContaining(
            "line 9: averaging.workers is 0 but must be a whole number of at least 1")
        .hasMessageContaining(
            "line 10: precision is float16 but must be one of float32, float64, tf32; did you mean"
                + " float32?")
        .hasMessageContaining("regularizers.modesty.weight is missing: a number of at least 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs=-1            | epochs is -1 but must be a whole number of at least 0",
        "epochs=1.5           | epochs is 1.5 but must be",
        "epochs=99999999999   | epochs is 99999999999 but must be",
        "epochs=              | epochs is empty but must be",
        "rule.loud=yes        | rule.loud is yes but must be true or false",
        "network.widths=[4,0] | network.widths is [4, 0] but must be a list of whole numbers",
        "network.widths=4     | network.widths is 4 but must be a list of whole numbers",
        "averaging=3          | averaging is 3 but must hold keys with values",
        "optimizer.learningRate=NaN | optimizer.learningRate is NaN but must be a number above 0",
        "optimizer.learningRate=1e999 | optimizer.learningRate is 1e999 but must be",
        "dropLast=1           | dropLast is 1 but must be true or false",
        "dataset.std=[0]      | dataset.std is [0] but must be a list of numbers above 0 and at most",
        "dataset.std=[.2, -1] | dataset.std is [.2, -1] but must be a list of numbers above 0",
        "dataset.mean=[125.3] | dataset.mean is [125.3] but must be a list of numbers of at least 0",
        "dataset.mean=0.5     | dataset.mean is 0.5 but must be a list of numbers",
        "metrics.alignmentEvery=-1       | metrics.alignmentEvery is -1 but must be a whole number",
        "metrics.alignmentEvery=0 epochs | metrics.alignmentEvery is 0 epochs but must be a whole",
        "metrics.alignmentEvery=5 weeks  | such as 5 epochs",
        "metrics.alignmentEvery=[5]      | metrics.alignmentEvery is [5] but must be a whole number",
        "rule.name=[]         | rule is [] but there is no such rule",
        "epochs               | must look like key.path=value",
        "=3                   | must look like key.path=value",
        "a..b=3               | must look like key.path=value",
        "epochs={             | not YAML",
      })
  void namesTheOverrideThatIsWrong(String override, String message) {
    assertThatThrownBy(() -> read(MINIMAL, override))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--set " + override.strip() + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void laterOverridesWinAndReachIntoShortForms() {
    Experiment experiment = read(MINIMAL, "rule.loud=true", "epochs=3", "epochs=4");

    assertThat(experiment.rule().name()).isEqualTo("echo");
    assertThat(experiment.rule().options().flag("loud")).isTrue();
    assertThat(experiment.epochs()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a\n- b\n", "just words", "a: [1", "a: &x [*x]", "a: b: c", "\t- x"})
  void refusesWhatIsNotAMapping(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("test.yaml: ");
  }

  @Test
  void readsListsOfComponentsThatMayNest() {
    Experiment experiment =
        read(
            MINIMAL,
            "network={floors: [attic, {name: duplex, inside: [{name: hall, doors: 3}, attic]}]}");

    assertThat(experiment.network().name()).isEqualTo("floors");
    assertThat(experiment.resolved().get("network"))
        .isEqualTo(
            Map.of(
                "name",
                "floors",
                "floors",
                List.of(
                    Map.of("name", "attic"),
                    Map.of(
                        "name",
                        "duplex",
                        "inside",
                        List.of(Map.of("name", "hall", "doors", 3L), Map.of("name", "attic"))))));
    assertThat(read(experiment.toYaml()).resolved()).isEqualTo(experiment.resolved());
    Experiment named = read(MINIMAL, "network={name: floors, floors: [hall]}");
    assertThat(named.resolved().get("network").toString()).contains("doors=1");
  }

  @Test
  void reportsEveryProblemOfAListWithItsPlace() {
    String yaml =
        MINIMAL.replace(
            "network: pyramid",
            """
            network:
              floors:
                - {name: hall, doors: 0}
                - atic
                - {doors: 2}
                - name: duplex
                  inside:
                    - {name: hall, door: 2}
                    - {name: duplex, inside: hall}\
            """);

    assertThatThrownBy(() -> read(yaml))
        .hasMessageStartingWith("test.yaml: 5 problems\n")
        .hasMessageContaining(
            "line 4: network.floors[0].doors is 0 but must be a whole number of at least 1")
        .hasMessageContaining(
            "line 5: network.floors[1] is atic but there is no such floor; did you mean attic?")
        .hasMessageContaining(
            "line 6: network.floors[2].name is missing: one of hall, attic, duplex")
        .hasMessageContaining(
            "line 9: network.floors[3].inside[0].door is not known (its value is 2); did you mean"
                + " doors?")
        .hasMessageContaining(
            "line 10: network.floors[3].inside[1].inside is hall but must be a list of floors");
    assertThatThrownBy(() -> read(MINIMAL, "network={floors: []}"))
        .hasMessageContaining("network.floors is [] but must be a list of floors, not empty");
  }

  @Test
  void anEmptyFileMissesWhatHasNoDefault() {
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("name is missing")
        .hasMessageContaining("network is missing: one of pyramid, tower, floors")
        .hasMessageContaining("rule is missing: one of echo, mirror");
  }

  private static Component<?> component(String name, OptionSpec... options) {
    return new Component<>(name, "An invented thing.", name, options);
  }

  private static Registry<Object> registry(String kind, Component<?>... components) {
    List<Component<Object>> entries =
        Stream.of(components)
            .map(
                c ->
                    new Component<Object>(
                        c.name(), c.doc(), c.reference(), c.options(), c.factory()))
            .toList();
    return new Registry<>(kind, entries);
  }
}
