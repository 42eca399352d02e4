package io.github.altprop.evaluation.theory;

import io.github.altprop.evaluation.theory.AlignmentRecord.Balance;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.NetworkLearner;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.rule.FeedbackWeight;
import io.github.altprop.training.rule.FeedbackWeight.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Follows what the theory speaks about while a network trains. */
public final class AlignmentMonitor {
  private final Set<Obstacle> training;
  private final List<HiddenLayer> layers;
  private final List<Optional<Connections>> initial = new ArrayList<>();
  private final List<OptionalDouble> lemma = new ArrayList<>();
  private final Synapse first;
  private final List<Signs> signs = new ArrayList<>();

  /**
   * Remembers where the training starts.
   *
   * @param learner at its initial parameters, also for a run that is resumed
   * @param training what in the training stands in the conservation law's way, besides the network
   */
  public AlignmentMonitor(NetworkLearner learner, Set<Obstacle> training) {
    this.training = Set.copyOf(training);
    layers = HiddenLayer.of(learner.network());
    first = learner.network().synapses().get(0);
    signs.add(Signs.of(kept(first, learner)));
    for (HiddenLayer layer : layers) {
      Optional<Connections> start =
          law(layer, learner).map(law -> layer.connections(learner.parameters()));
      initial.add(start);
      lemma.add(lemma(layer, start, learner));
      signs.add(Signs.of(kept(layer.next(), learner)));
    }
  }

  /**
   * A record for every weight, from input to output.
   *
   * @param learner at the parameters of the moment, of the same network and rule
   */
  public List<AlignmentRecord> measure(Learner learner) {
    List<AlignmentRecord> records = new ArrayList<>(List.of(ofFirst(learner)));
    for (int l = 0; l < layers.size(); l++) {
      records.add(measure(l, learner));
    }
    return records;
  }

  private AlignmentRecord ofFirst(Learner learner) {
    double[] values = kept(first, learner);
    return new AlignmentRecord(
        first.name(),
        Math.sqrt(Sums.squares(values)),
        Optional.empty(),
        OptionalDouble.empty(),
        signs.get(0).flips(values),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private AlignmentRecord measure(int l, Learner learner) {
    HiddenLayer layer = layers.get(l);
    double[] values = kept(layer.next(), learner);
    Optional<FeedbackWeight> feedback = learner.feedback(layer.next().weight());
    Optional<Alignment> alignment =
        feedback.map(back -> Alignment.of(values, back.value().toDoubles()));
    boolean isSign = feedback.map(back -> back.origin() == Origin.SIGN).orElse(false);
    return new AlignmentRecord(
        layer.next().name(),
        Math.sqrt(Sums.squares(values)),
        alignment,
        isSign ? OptionalDouble.of(alignment.orElseThrow().signLowerBound()) : lemma.get(l),
        signs.get(l + 1).flips(values),
        Optional.of(layer.synapse().name()),
        initial.get(l).flatMap(then -> balance(layer, then, learner)),
        applicability(layer, learner).reason());
  }

  /** The bound of lemma 5.4: of one output, fixed feedback, and signs that agree with it. */
  private static OptionalDouble lemma(
      HiddenLayer layer, Optional<Connections> start, Learner learner) {
    return layer.next().kept() == 1 && start.isPresent()
        ? TwoLayerTheory.of(layer, learner)
            .filter(TwoLayerTheory::signsKept)
            .map(theory -> OptionalDouble.of(theory.cosineBound()))
            .orElse(OptionalDouble.empty())
        : OptionalDouble.empty();
  }

  private static double[] kept(Synapse synapse, Learner learner) {
    return learner.parameters().view(synapse.weight()).rows(0, synapse.kept()).toDoubles();
  }

  private Optional<Balance> balance(HiddenLayer layer, Connections start, Learner learner) {
    Connections now = layer.connections(learner.parameters());
    return law(layer, learner)
        .map(
            law ->
                new Balance(
                    Drift.between(law.quantities(start), law.quantities(now)),
                    law.rho(start, now),
                    law.rho2(start, now)));
  }

  private Optional<ConservationLaw> law(HiddenLayer layer, Learner learner) {
    return applicability(layer, learner).applies()
        ? term(layer, learner).map(ConservationLaw::new)
        : Optional.empty();
  }

  private Applicability applicability(HiddenLayer layer, Learner learner) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    obstacles.addAll(training);
    obstacles.addAll(layer.obstacles());
    if (term(layer, learner).isEmpty()) {
      obstacles.add(Obstacle.LEARNING_RULE);
    }
    return Applicability.given(obstacles);
  }

  private static Optional<OutgoingTerm> term(HiddenLayer layer, Learner learner) {
    return learner.feedback(layer.next().weight()).flatMap(OutgoingTerm::of);
  }
}
