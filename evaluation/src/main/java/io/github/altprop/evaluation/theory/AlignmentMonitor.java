package io.github.altprop.evaluation.theory;

import io.github.altprop.evaluation.theory.AlignmentRecord.Balance;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.NetworkLearner;
import io.github.altprop.training.rule.FeedbackWeight;
import io.github.altprop.training.rule.FeedbackWeight.Origin;
import io.github.altprop.training.tensor.Tensor;
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

  /**
   * Remembers where the training starts.
   *
   * @param learner at its initial parameters, also for a run that is resumed
   * @param training what in the training stands in the conservation law's way, besides the network
   */
  public AlignmentMonitor(NetworkLearner learner, Set<Obstacle> training) {
    this.training = Set.copyOf(training);
    layers = HiddenLayer.of(learner.network());
    for (HiddenLayer layer : layers) {
      initial.add(
          law(layer, learner).isPresent()
              ? Optional.of(layer.connections(learner.parameters()))
              : Optional.empty());
    }
  }

  /**
   * A record for every weight after the first, from input to output.
   *
   * @param learner at the parameters of the moment, of the same network and rule
   */
  public List<AlignmentRecord> measure(Learner learner) {
    List<AlignmentRecord> records = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      records.add(measure(layers.get(l), initial.get(l), learner));
    }
    return records;
  }

  private AlignmentRecord measure(HiddenLayer layer, Optional<Connections> start, Learner learner) {
    Tensor weight = learner.parameters().view(layer.next().weight()).rows(0, layer.next().kept());
    double[] values = weight.toDoubles();
    Optional<FeedbackWeight> feedback = learner.feedback(layer.next().weight());
    Optional<Alignment> alignment =
        feedback.map(back -> Alignment.of(values, back.value().toDoubles()));
    boolean signs = feedback.map(back -> back.origin() == Origin.SIGN).orElse(false);
    return new AlignmentRecord(
        layer.next().name(),
        Math.sqrt(Sums.squares(values)),
        alignment,
        signs
            ? OptionalDouble.of(alignment.orElseThrow().signLowerBound())
            : OptionalDouble.empty(),
        layer.synapse().name(),
        start.flatMap(then -> balance(layer, then, learner)),
        applicability(layer, learner).reason());
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
