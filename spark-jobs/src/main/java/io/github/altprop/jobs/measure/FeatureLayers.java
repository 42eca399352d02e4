package io.github.altprop.jobs.measure;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Synapse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which layers' features are looked at. A layer with weights is meant with its normalisation, if
 * that follows, so that features are what it passes on. A residual block counts as one layer.
 */
final class FeatureLayers {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final int PARTS = 3;

  private FeatureLayers() {}

  /**
   * The input, every layer with weights but the last, and the output, which is what the last passes
   * on; under associated learning on the way that inference takes.
   */
  static List<String> all(Network network) {
    List<String> weighted = weighted(network);
    List<String> names = new ArrayList<>(List.of(INPUT));
    names.addAll(weighted.subList(0, Math.max(0, weighted.size() - 1)));
    names.add(OUTPUT);
    return names;
  }

  /**
   * The input, three layers at equal distances, and the output. Of L layers with weights the three
   * are number L/3, 2 L/3 and 3 L/3, with L/3 rounded down: 2, 4 and the output of six, 4, 8 and 12
   * of fourteen. Source: the pictures of Kao and Chen 2021 (experiments, section 3.5).
   */
  static List<String> few(Network network) {
    List<String> weighted = weighted(network);
    int step = Math.max(1, weighted.size() / PARTS);
    List<String> names = new ArrayList<>(List.of(INPUT));
    for (int number = step; number < weighted.size() && number <= PARTS * step; number += step) {
      names.add(weighted.get(number - 1));
    }
    names.add(OUTPUT); // what the last layer with weights passes on
    return names;
  }

  /** For each layer with weights the name of that whose output it passes on. */
  private static List<String> weighted(Network network) {
    List<Layer> layers = network.layers();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      if (hasWeight(layers.get(i))) {
        boolean normalised =
            i + 1 < layers.size() && layers.get(i + 1) instanceof BatchNormalization;
        names.add(layers.get(normalised ? i + 1 : i).name());
      }
    }
    return names;
  }

  private static boolean hasWeight(Layer layer) {
    return layer instanceof Synapse || layer.children().stream().anyMatch(FeatureLayers::hasWeight);
  }

  /**
   * Refuses names of layers that are not there.
   *
   * @throws UserError if there is no such layer, or one is named twice
   */
  static void require(TrainedRun run, List<String> wanted) {
    List<String> known = run.driver().trainer().learner().featureNames();
    for (String layer : wanted) {
      if (!known.contains(layer)) {
        throw new UserError(
            "layer "
                + layer
                + " is not in the network of "
                + run.folder()
                + within(run.driver().trainer().learner().network(), layer)
                    .map(block -> " by itself: it is within " + block)
                    .orElse("")
                + "; there are "
                + String.join(", ", known));
      }
      if (wanted.indexOf(layer) != wanted.lastIndexOf(layer)) {
        throw new UserError("layer " + layer + " is named twice");
      }
    }
  }

  /** The block that a layer is within, if there is such a layer. */
  static Optional<String> within(Network network, String layer) {
    return network.layers().stream()
        .filter(block -> block.children().stream().anyMatch(inner -> inner.name().equals(layer)))
        .map(Layer::name)
        .findFirst();
  }
}
