package io.github.altprop.training.optimizer;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.options.Registry;
import java.util.List;
import java.util.function.Function;

/** All schedules by name. */
public final class Schedules {
  /** Makes a schedule from its options. */
  public static final Registry<Function<Options, Schedule>> REGISTRY =
      new Registry<>(
          "schedule",
          List.of(
              new Component<>(
                  "constant", "The same rate throughout", options -> (epochs, total) -> 1),
              new Component<>(
                  "step",
                  "Multiplied by a factor at given epochs or parts of the training",
                  Schedules::step,
                  OptionSpec.integers(
                      "epochs", List.of(), 1, "Epochs after which the rate is multiplied"),
                  OptionSpec.integers(
                      "percents", List.of(), 1, "Percent of all epochs after which it is, too"),
                  OptionSpec.positive("factor", 0.1, "Multiplies the rate at each of them")),
              new Component<>(
                  "associated",
                  "As associated learning: x .1 at 40 %, 60 % and 80 % of all steps, x .5 at 90 %",
                  Reference.to("Kao and Chen 2021, code"),
                  options -> Schedules::associated)));

  private Schedules() {}

  private static Schedule step(Options options) {
    int[] boundaries = options.integers("epochs");
    int[] percents = options.integers("percents");
    double factor = options.number("factor");
    return (epochs, total) -> {
      double product = 1;
      for (int boundary : boundaries) {
        product *= epochs >= boundary ? factor : 1;
      }
      for (int percent : percents) {
        product *= 100 * epochs >= percent * total ? factor : 1;
      }
      return product;
    };
  }

  /** Source: Kao and Chen 2021, code; experiments, section 3.3. */
  private static double associated(double epochs, double total) {
    double done = epochs / total;
    double product = 1;
    for (double boundary : new double[] {0.4, 0.6, 0.8}) {
      product *= done >= boundary ? 0.1 : 1;
    }
    return done >= 0.9 ? product * 0.5 : product;
  }
}
