package io.github.altprop.training.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.positive("eta", 0.5, "Step"),
          OptionSpec.integer("units", null, 1, "Units"),
          OptionSpec.choice("mode", "a", List.of("a", "b"), "Mode"),
          OptionSpec.flag("on", true, "On"));

  @Test
  void defaultsFillWhatIsNotGiven() {
    Options options = Options.of(SPECS, Map.of("units", 3L));
    assertThat(options.number("eta")).isEqualTo(0.5);
    assertThat(options.integer("units")).isEqualTo(3);
    assertThat(options.choice("mode")).isEqualTo("a");
    assertThat(options.flag("on")).isTrue();
  }

  @Test
  void wrongValuesAreRefusedWithWhatWasExpected() {
    assertThatThrownBy(() -> Options.of(SPECS, Map.of("units", 3L, "eta", 0.0)))
        .hasMessage("eta is 0.0 but must be a number above 0");
    assertThatThrownBy(() -> Options.of(SPECS, Map.of("units", 3L, "mode", "c")))
        .hasMessage("mode is c but must be one of a, b");
    assertThatThrownBy(() -> Options.of(SPECS, Map.of()))
        .hasMessage("units is null but must be a whole number of at least 1");
    assertThatThrownBy(() -> Options.of(SPECS, Map.of("units", 3L, "unit", 3L)))
        .hasMessageContaining("unknown option unit");
  }

  @Test
  void listsOfNumbersAreCheckedOneByOne() {
    List<OptionSpec> specs = List.of(OptionSpec.positiveFractions("std", List.of(1.0), "Spread"));
    assertThat(Options.of(specs, Map.of()).numbers("std")).containsExactly(1.0);
    assertThat(Options.of(specs, Map.of("std", List.of(0.5, 1L))).numbers("std"))
        .containsExactly(0.5, 1.0);
    assertThatThrownBy(() -> Options.of(specs, Map.of("std", List.of(0.5, 0.0))))
        .hasMessage("std is [0.5, 0.0] but must be a list of numbers above 0 and at most 1");
  }

  @Test
  void listsOfComponentsAreCheckedAndMade() {
    Registry<Function<Options, String>> beads =
        new Registry<>(
            "bead",
            List.of(
                new Component<>(
                    "glass",
                    "Shiny",
                    options -> "glass of " + options.integer("size"),
                    OptionSpec.integer("size", 3L, 1, "Size"))));
    List<OptionSpec> specs =
        List.of(OptionSpec.components("beads", null, 1, () -> beads, "On a string"));
    Options options =
        Options.of(
            specs,
            Map.of("beads", List.of(Map.of("name", "glass"), Map.of("name", "glass", "size", 5))));
    assertThat(options.make("beads", beads)).containsExactly("glass of 3", "glass of 5");
    assertThat(Options.of(specs, options.asMap()).asMap()).isEqualTo(options.asMap());
    assertThatThrownBy(() -> Options.of(specs, Map.of("beads", List.of())))
        .hasMessage("beads is [] but must be a list of beads, not empty");
    assertThatThrownBy(() -> Options.of(specs, Map.of("beads", List.of(Map.of("name", "gold")))))
        .hasMessage("no bead is named gold; there are glass");
  }

  @Test
  void registriesNameWhatTheyHold() {
    Registry<String> registry =
        new Registry<>("rule", List.of(new Component<>("bp", "Backprop", "factory")));
    assertThat(registry.require("bp").factory()).isEqualTo("factory");
    assertThatThrownBy(() -> registry.require("pb"))
        .hasMessage("no rule is named pb; there are bp");
  }
}
