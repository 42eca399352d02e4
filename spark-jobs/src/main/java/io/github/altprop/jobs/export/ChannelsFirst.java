package io.github.altprop.jobs.export;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.network.Synapse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A network's parameters for libraries whose images are [channels, height, width]: kernels are
 * [channels, in, kh, kw], and what follows a flatten layer expects (channel, row, column) order
 * where ours is (row, column, channel). Auxiliary units, which predictions do not need, are left
 * out.
 */
public final class ChannelsFirst {
  private final Map<Parameter, ReorderedParameter> parameters = new LinkedHashMap<>();

  private ChannelsFirst() {}

  /**
   * Follows the order of the features through a network.
   *
   * @throws UserError if the order would show in the network's output or in a sum, or a layer is
   *     none of altprop's
   */
  public static ChannelsFirst of(Network network) {
    ChannelsFirst made = new ChannelsFirst();
    Features end = made.chain(network.layers(), Features.UNCHANGED);
    if (!end.unchanged()) {
      throw new UserError(
          "the network ends in flattened images, which other libraries order by channel first");
    }
    return made;
  }

  /** One parameter or running statistic of the network. */
  public ReorderedParameter of(Parameter parameter) {
    return parameters.get(parameter);
  }

  /** All parameters, then statistics, layer by layer. */
  public List<ReorderedParameter> all() {
    return List.copyOf(parameters.values());
  }

  /**
   * Where their i-th feature lies among ours.
   *
   * @param order empty if both are the same
   */
  private record Features(Optional<IntUnaryOperator> order) {
    static final Features UNCHANGED = new Features(Optional.empty());

    boolean unchanged() {
      return order.isEmpty();
    }

    int source(int feature) {
      return order.map(o -> o.applyAsInt(feature)).orElse(feature);
    }

    static Features flattened(int[] image) {
      int pixels = image[0] * image[1];
      int channels = image[2];
      return pixels == 1 || channels == 1
          ? UNCHANGED
          : new Features(Optional.of(i -> i % pixels * channels + i / pixels));
    }
  }

  private Features chain(List<Layer> layers, Features input) {
    Features features = input;
    for (Layer layer : layers) {
      features = layer(layer, features);
    }
    return features;
  }

  private Features layer(Layer layer, Features input) {
    if (layer instanceof Flatten) {
      return layer.inputShape().length == 3 ? Features.flattened(layer.inputShape()) : input;
    }
    if (layer instanceof Synapse synapse) {
      weight(synapse, input);
      if (synapse.bias() != null) {
        add(synapse.bias(), List.of(synapse.kept()), i -> i);
      }
      return Features.UNCHANGED;
    }
    if (layer instanceof BatchNormalization normalization) {
      for (Parameter parameter :
          List.of(
              normalization.gamma(),
              normalization.beta(),
              normalization.mean(),
              normalization.variance())) {
        add(parameter, parameter.dimensions(), input::source);
      }
      return input;
    }
    if (layer instanceof Residual residual) {
      requireUnchanged(residual, input);
      requireUnchanged(residual, chain(residual.body(), input));
      requireUnchanged(residual, chain(residual.shortcut(), input));
      return input;
    }
    if (layer instanceof Pooling) {
      return Features.UNCHANGED; // channels stay where they are
    }
    throw new UserError(
        layer.name()
            + " is a layer of an own kind, "
            + layer.getClass().getSimpleName()
            + ", which other libraries do not have");
  }

  private static void requireUnchanged(Residual residual, Features features) {
    if (!features.unchanged()) {
      throw new UserError(
          residual.name() + " adds flattened images, which other libraries order by channel first");
    }
  }

  private void weight(Synapse synapse, Features input) {
    int in = synapse.fanIn();
    if (synapse instanceof Convolution) {
      int[] kernel = synapse.weight().shape();
      int channels = kernel[3];
      int pixels = kernel[1] * kernel[2];
      add(
          synapse.weight(),
          List.of(synapse.kept(), channels, kernel[1], kernel[2]),
          i -> i / in * in + i % pixels * channels + i % in / pixels);
    } else {
      add(synapse.weight(), List.of(synapse.kept(), in), i -> i / in * in + input.source(i % in));
    }
  }

  private void add(Parameter parameter, List<Integer> shape, IntUnaryOperator source) {
    parameters.put(parameter, new ReorderedParameter(parameter, shape, source));
  }
}
