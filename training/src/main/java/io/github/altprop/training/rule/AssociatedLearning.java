package io.github.altprop.training.rule;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Reference;

/**
 * Associated learning: every component of the network has losses of its own, and no gradient
 * crosses from one to the next.
 *
 * <p>There is no credit to be assigned between layers, so this rule is only a name and its options;
 * the losses are computed by {@code training.associated}. Source: Kao and Chen 2021.
 */
public final class AssociatedLearning implements Rule {
  /** Option: multiplies the learning rate of encoders and decoders. */
  public static final String AUTOENCODER_RATE = "autoencoderRate";

  /** Option: whether components work on different minibatches at the same time. */
  public static final String PIPELINE = "pipeline";

  static final Component<AssociatedLearning> COMPONENT =
      new Component<>(
          "al",
          "Associated learning: local losses, no gradient between components",
          new Reference(
              "component i minimises |b_i(f_i(s_{i-1})) - g_i(t_{i-1})|^2 and |h_i(g_i(t_{i-1})) - t_{i-1}|^2",
              "Kao and Chen 2021"),
          new AssociatedLearning(),
          OptionSpec.positive(
              AUTOENCODER_RATE, 2.0, "Multiplies the learning rate of encoders and decoders"),
          OptionSpec.flag(
              PIPELINE,
              false,
              "Each component trains in a thread of its own, one minibatch behind the one below"));

  private AssociatedLearning() {}
}
