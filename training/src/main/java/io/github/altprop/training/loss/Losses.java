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
  public static final Registry<Function<Options, Loss>> REGISTRY =
      new Registry<>(
          "loss",
          List.of(
              new Component<>(
                  "softmax-cross-entropy",
                  "Minus the logarithm of the softmax probability of the label",
                  new Reference("-log(exp(y_label) / sum_k exp(y_k))", ""),
                  options ->
                      new SoftmaxCrossEntropy(
                          Reduction.valueOf(options.choice("reduction").toUpperCase(Locale.ROOT))),
                  OptionSpec.choice(
                      "reduction",
                      "mean",
                      List.of("mean", "sum"),
                      "Whether gradients are of a minibatch's mean or of its sum"))));

  private Losses() {}
}
