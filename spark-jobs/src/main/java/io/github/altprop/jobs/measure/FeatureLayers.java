package io.github.altprop.jobs.measure;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Synapse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which layers' features are looked at. */
final class FeatureLayers {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final int PARTS = 3;

  private FeatureLayers() {}

  /**
   * The input, every layer with weights, and the output; under associated learning every layer on
   * the way from input to output.
   */
  static List<String> all(TrainedRun run) {
    Learner learner = run.driver().trainer().learner();
    if (learner.weights().isEmpty()) {
      return learner.featureNames();
    }
    List<String> names = new ArrayList<>(List.of(INPUT));
    learner.weights().forEach(weight -> names.add(AngleProbe.layer(weight)));
    names.set(names.size() - 1, OUTPUT);
    names.retainAll(learner.featureNames());
    return names;
  }

  /**
   * The input, three layers at equal distances, and the output. Of L layers with weights (a
   * residual block counts as one) the three are number L/3, 2 L/3 and 3 L/3, with L/3 rounded down:
   * 2, 4 and the output of six, 4, 8 and 12 of fourteen. Source: the pictures of Kao and Chen 2021
   * (experiments, section 3.5).
   */
  static List<String> few(Network network) {
    List<Layer> weighted = network.layers().stream().filter(FeatureLayers::hasWeight).toList();
    int step = Math.max(1, weighted.size() / PARTS);
    Set<String> names = new LinkedHashSet<>(List.of(INPUT));
    for (int number = step; number < weighted.size() && number <= PARTS * step; number += step) {
      names.add(weighted.get(number - 1).name());
    }
    names.add(OUTPUT); // what the last layer with weights passes on
    return List.copyOf(names);
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
                + "; there are "
                + String.join(", ", known));
      }
      if (wanted.indexOf(layer) != wanted.lastIndexOf(layer)) {
        throw new UserError("layer " + layer + " is named twice");
      }
    }
  }
}
