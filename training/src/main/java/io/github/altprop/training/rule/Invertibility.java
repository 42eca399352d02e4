package io.github.altprop.training.rule;

import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Synapse;
import java.util.List;

/** Checks that a rule that inverts layers can invert those of a network. */
final class Invertibility {
  private Invertibility() {}

  /**
   * Every layer must be a synapse with an invertible activation, or flatten; after the first,
   * weights must be square if they are to be inverted exactly, else have no more units than inputs.
   *
   * @throws IllegalArgumentException naming the rule, the layer and the reason
   */
  static void require(String rule, Network network, boolean square) {
    List<Synapse> synapses = network.synapses();
    for (Layer layer : network.layers()) {
      if (layer instanceof Flatten) {
        continue;
      }
      if (!(layer instanceof Synapse synapse)) {
        throw new IllegalArgumentException(
            rule
                + " cannot train this network: "
                + layer.name()
                + " ("
                + layer.getClass().getSimpleName()
                + ") has no inverse");
      }
      if (!synapse.activation().invertible()) {
        throw new IllegalArgumentException(
            rule
                + " cannot train this network: the activation of "
                + layer.name()
                + ", "
                + synapse.activation().kind()
                + ", has no inverse");
      }
      boolean first = synapse.equals(synapses.get(0));
      boolean fits = square ? synapse.square() : synapse.units() <= synapse.fanIn();
      if (!first && !fits) {
        throw new IllegalArgumentException(
            rule
                + " cannot train this network: the weight of "
                + layer.name()
                + " is "
                + synapse.units()
                + " x "
                + synapse.fanIn()
                + (square
                    ? ", not square; give the layer auxiliary units"
                    : ", with more units than inputs"));
      }
    }
  }
}
