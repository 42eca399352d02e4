package io.github.altprop.training.testkit;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Units;
import io.github.altprop.training.tensor.Activation;
import java.util.List;

/** Small networks of every kind: a rule has to train those that it accepts. */
enum ToyNetwork implements ArchitectureFactory {
  DENSE {
    @Override
    public Architecture create(Options options, int[] inputShape, int classes, Units units) {
      return new Architecture.Layered(
          List.of(
              Flatten.layer(), Dense.of(12, LEAKY), Dense.of(12, LEAKY), output(classes, units)),
          ORTHOGONAL);
    }
  },
  CONVOLUTIONS {
    @Override
    public Architecture create(Options options, int[] inputShape, int classes, Units units) {
      Patches patches = Patches.same(3, 2);
      return new Architecture.Layered(
          List.of(
              Convolution.of(Patches.same(3, 1), 4, LEAKY),
              units == Units.SQUARE
                  ? Convolution.square(patches, 6, LEAKY)
                  : Convolution.of(patches, 6, LEAKY),
              Flatten.layer(),
              output(classes, units)),
          ORTHOGONAL);
    }
  },
  POOLED {
    @Override
    public Architecture create(Options options, int[] inputShape, int classes, Units units) {
      return new Architecture.Layered(
          List.of(
              Convolution.of(Patches.same(3, 1), 6, LEAKY),
              Pooling.maximum(Patches.valid(2, 2)),
              Flatten.layer(),
              Dense.of(24, LEAKY),
              output(classes, units)),
          ORTHOGONAL);
    }
  },
  COMPONENTS {
    @Override
    public Architecture create(Options options, int[] inputShape, int classes, Units units) {
      ComponentLayers first =
          new ComponentLayers(
              List.of(Flatten.layer(), Dense.of(8, Activation.ELU)),
              List.of(Dense.of(8, Activation.SIGMOID)),
              List.of(Dense.of(8, Activation.SIGMOID)),
              List.of(Dense.of(classes, Activation.SIGMOID)));
      ComponentLayers second =
          new ComponentLayers(
              List.of(Dense.of(8, Activation.ELU)),
              List.of(Dense.of(8, Activation.SIGMOID)),
              List.of(Dense.of(8, Activation.SIGMOID)),
              List.of(Dense.of(8, Activation.SIGMOID)));
      return new Architecture.Associated(List.of(first, second), ORTHOGONAL);
    }
  };

  private static final Activation LEAKY = Activation.leakyRelu(0.1);
  private static final Initializer ORTHOGONAL =
      Initializers.REGISTRY.require("orthogonal").factory();

  private static LayerFactory output(int classes, Units units) {
    return units == Units.SQUARE
        ? Dense.square(classes, Activation.IDENTITY)
        : Dense.of(classes, 0, Activation.IDENTITY, Bias.PRESENT);
  }
}
