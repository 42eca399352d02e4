package io.github.altprop.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  @Test
  void a_step_multiplies_from_its_epoch_on() {
    Schedule schedule = schedule("step", Map.of("epochs", List.of(100L, 250L), "factor", 0.5));

    assertThat(schedule.factor(99.99, 500)).isEqualTo(1);
    assertThat(schedule.factor(100, 500)).isEqualTo(0.5);
    assertThat(schedule.factor(499, 500)).isEqualTo(0.25);
  }

  @Test
  void a_step_can_come_after_a_part_of_the_training() {
    Schedule schedule = schedule("step", Map.of("percents", List.of(10L, 30L)));

    assertThat(schedule.factor(0.2, 3)).isEqualTo(1);
    assertThat(schedule.factor(0.3, 3)).isEqualTo(0.1);
    assertThat(schedule.factor(0.9, 3)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void associated_learning_ends_at_a_two_thousandth() {
    Schedule schedule = schedule("associated", Map.of());

    assertThat(schedule.factor(0, 200)).isEqualTo(1);
    assertThat(schedule.factor(80, 200)).isEqualTo(0.1);
    assertThat(schedule.factor(180, 200)).isCloseTo(5e-4, within(1e-15));
  }

  private static Schedule schedule(String name, Map<String, ?> given) {
    Component<Function<Options, Schedule>> component = Schedules.REGISTRY.require(name);
    return component.factory().apply(Options.of(component.options(), given));
  }
}
