package io.github.altprop.training.rule;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.ElementType;
import java.util.List;

/**
 * GAIT-propagation: targets (or, in the limit, errors) travel back through the inverses of the
 * layers.
 *
 * <p>Source: Dalm, Ahmad, Ambrogioni and van Gerven 2023, eq. 1-5 and Algorithm 1, with the factors
 * that undo gamma as in their code.
 */
final class GaitPropagation {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "gp",
          "GAIT-propagation through inverted layers",
          new Reference(
              "e_{l-1} = (D_l o e_l) W_l^{-1} in differences; t_{l-1} = G_l(a_l + gamma_l D_l^2 o (t_l - a_l)) through targets",
              "Dalm, Ahmad, Ambrogioni and van Gerven 2023, eq. 1-5, Algorithm 1"),
          new Factory(),
          OptionSpec.choice(
              "propagation",
              "differences",
              List.of("differences", "targets"),
              "Differences send the error through the inverse; targets are as published (float64)"),
          OptionSpec.flag(
              "normalized",
              true,
              "Targets at a fixed distance from the activity; false is vanilla GAIT-prop"),
          OptionSpec.positive("eta", 1e-7, "Distance of a normalised target, root mean square"),
          OptionSpec.positive("gamma", 1e-3, "Vanilla GAIT-prop's constant step to the target"),
          OptionSpec.choice(
              "auxiliary",
              "explicit",
              List.of("explicit", "implicit"),
              "Explicit auxiliary units make weights square; implicit ones use the pseudo-inverse"),
          OptionSpec.number(
              "tolerance",
              0.0,
              "Relative residual of the inverse; 0 chooses 5e-4 in float32, 1e-12 in float64"));

  private GaitPropagation() {}

  private static final class Factory implements RuleFactory {
    @Override
    public Units units(Options options) {
      return options.choice("auxiliary").equals("explicit") ? Units.SQUARE : Units.KEPT;
    }

    @Override
    public LearningRule create(RuleContext context, Options options) {
      boolean explicit = options.choice("auxiliary").equals("explicit");
      Invertibility.require("gp", context.network(), explicit);
      if (options.choice("propagation").equals("targets")) {
        return targets(context, options, explicit);
      }
      if (!options.flag("normalized")) {
        throw new IllegalArgumentException(
            "vanilla GAIT-prop (rule.normalized: false) needs rule.propagation: targets; in differences"
                + " the step size cancels");
      }
      return new ErrorFeedback(
          context.loss(),
          explicit
              ? new InverseFeedback(context.engine(), context.type(), tolerance(context, options))
              : new PseudoInverseFeedback(context.engine(), context.type()),
          null);
    }

    private static LearningRule targets(RuleContext context, Options options, boolean explicit) {
      if (context.type() != ElementType.FLOAT64 || !explicit) {
        throw new IllegalArgumentException(
            "rule.propagation: targets needs precision: float64 and rule.auxiliary: explicit");
      }
      Nudge nudge =
          options.flag("normalized")
              ? Nudge.normalized(options.number("eta"))
              : Nudge.constant(options.number("gamma"));
      return new InverseTargets(context, new GaitApproach(context, nudge), TargetObserver.NONE);
    }

    private static double tolerance(RuleContext context, Options options) {
      double given = options.number("tolerance");
      return given > 0 ? given : context.type() == ElementType.FLOAT32 ? 5e-4 : 1e-12;
    }
  }
}
