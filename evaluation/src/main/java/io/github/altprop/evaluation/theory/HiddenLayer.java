package io.github.altprop.evaluation.theory;

import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
import io.github.altprop.training.network.Synapse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A synapse and the next one: the neurons between them are what the conservation law speaks about.
 *
 * @param synapse leads into the neurons
 * @param next leads out of them
 * @param obstacles what in the network stands in the law's way; the training may add to it
 */
public record HiddenLayer(Synapse synapse, Synapse next, Set<Obstacle> obstacles) {
  public HiddenLayer {
    obstacles = Set.copyOf(obstacles);
  }

  /** The hidden layers of a network, from input to output. */
  public static List<HiddenLayer> of(Network network) {
    Walk walk = new Walk();
    walk.along(network.layers(), Set.of());
    return List.copyOf(walk.found);
  }

  /**
   * The weights around the neurons, auxiliary units left out.
   *
   * @throws IllegalArgumentException if they do not fit together, which obstacles excuse
   */
  public Connections connections(ParameterVector parameters) {
    int neurons = synapse.kept();
    return new Connections(
        neurons,
        parameters.view(synapse.weight()).rows(0, neurons).toDoubles(),
        synapse.bias() == null
            ? new double[0]
            : parameters.view(synapse.bias()).rows(0, neurons).toDoubles(),
        parameters.view(next.weight()).rows(0, next.kept()).toDoubles());
  }

  /** Goes through layers in the order of computation. */
  private static final class Walk {
    private final List<HiddenLayer> found = new ArrayList<>();
    private final Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    private Synapse last;

    void along(List<Layer> layers, Set<Obstacle> everywhere) {
      for (Layer layer : layers) {
        if (layer instanceof Synapse synapse) {
          reach(synapse, everywhere);
        } else if (layer instanceof Residual) {
          obstacles.add(Obstacle.RESIDUAL);
          along(layer.children(), Set.of(Obstacle.RESIDUAL));
          obstacles.add(Obstacle.RESIDUAL);
        } else if (layer instanceof BatchNormalization) {
          obstacles.add(Obstacle.BATCH_NORMALIZATION);
        } else if (!(layer instanceof Pooling || layer instanceof Flatten)) {
          obstacles.add(Obstacle.UNKNOWN_LAYER);
        }
      }
    }

    private void reach(Synapse synapse, Set<Obstacle> everywhere) {
      if (last != null) {
        found.add(new HiddenLayer(last, synapse, obstacles));
      }
      last = synapse;
      obstacles.clear();
      obstacles.addAll(everywhere);
      if (!synapse.activation().homogeneous()) {
        obstacles.add(Obstacle.ACTIVATION);
      }
    }
  }
}
