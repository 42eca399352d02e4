package io.github.altprop.training.loss;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.options.Registry;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** All losses by name: one line here registers one. */
public final class Losses {
  private static final OptionSpec REDUCTION =
      OptionSpec.choice(
          "reduction",
          "mean",
          List.of("mean", "sum"),
          "Whether gradients are of a minibatch's mean or of its sum");

  public static final Registry<Function<Options, Loss>> REGISTRY =
      new Registry<>(
          "loss",
          List.of(
              new Component<>(
                  "softmax-cross-entropy",
                  "Minus the logarithm of the softmax probability of the label",
                  new Reference("-log(exp(y_label) / sum_k exp(y_k))", ""),
                  options -> new SoftmaxCrossEntropy(reduction(options)),
                  REDUCTION),
              new Component<>(
                  "exponential",
                  "For two classes and one output f: y = -1 for class 0, +1 for class 1",
                  new Reference("exp(-y f)", "Robertson and Koyejo 2024, proposition 5.7"),
                  options -> new ExponentialLoss(reduction(options)),
                  REDUCTION)));

  private Losses() {}

  private static Reduction reduction(Options options) {
    return Reduction.valueOf(options.choice("reduction").toUpperCase(Locale.ROOT));
  }
}
