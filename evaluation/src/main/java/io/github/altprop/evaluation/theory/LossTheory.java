package io.github.altprop.evaluation.theory;

import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast the mean exponential loss of a training has to fall, as far as the theory knows before
 * its first step.
 *
 * <p>Source: Robertson and Koyejo 2024, theorem 5.1 and proposition 5.7.
 *
 * @param examples that are trained on, all in each step
 * @param slope of the leaky ReLU; no number if the hidden layer has none
 * @param theory of the hidden layer; empty if the proposition is not about this training
 * @param initialLoss L(0)
 * @param obstacles why it is not, in words
 */
public record LossTheory(
    ExampleGeometry examples,
    double slope,
    Optional<TwoLayerTheory> theory,
    double initialLoss,
    List<String> obstacles) {
  private static final int ORDER = 2;

  public LossTheory {
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Looks at a training before its first step.
   *
   * @param learner at its initial parameters
   * @param examples of the training set
   * @param initialLoss the mean of their losses
   * @param training what in the training stands in the way, besides the network and the rule
   */
  public static LossTheory of(
      Learner learner, ExampleGeometry examples, double initialLoss, List<String> training) {
    List<String> obstacles = new ArrayList<>(training);
    List<HiddenLayer> layers = HiddenLayer.of(learner.network());
    boolean twoLayers =
        layers.size() == 1
            && layers.get(0).obstacles().isEmpty()
            && layers.get(0).next().kept() == 1
            && isPlain(layers.get(0));
    if (!twoLayers) {
      obstacles.add(
          "the network is not one hidden layer of leaky ReLUs and one linear output, without"
              + " biases");
      return new LossTheory(examples, Double.NaN, Optional.empty(), initialLoss, obstacles);
    }
    Optional<TwoLayerTheory> theory = TwoLayerTheory.of(layers.get(0), learner);
    if (theory.isEmpty()) {
      obstacles.add("errors do not return through feedback weights that are fixed, or signs");
    }
    return new LossTheory(
        examples,
        layers.get(0).synapse().activation().slope(),
        obstacles.isEmpty() ? theory : Optional.empty(),
        initialLoss,
        obstacles);
  }

  private static boolean isPlain(HiddenLayer layer) {
    Synapse hidden = layer.synapse();
    return hidden.bias() == null
        && layer.next().bias() == null
        && hidden.activation().kind() == Activation.Kind.LEAKY_RELU
        && layer.next().activation().kind() == Activation.Kind.IDENTITY;
  }

  /** The constant that the proposition gives separable examples. */
  public OptionalDouble separableLambda() {
    return theory
        .map(known -> known.separableLambda(examples, slope))
        .orElse(OptionalDouble.empty());
  }

  /** The constant that the proposition gives nearly orthogonal examples. */
  public OptionalDouble nearlyOrthogonalLambda() {
    return theory
        .map(known -> known.nearlyOrthogonalLambda(examples, slope))
        .orElse(OptionalDouble.empty());
  }

  /** The larger of these constants; empty if there is none. */
  public OptionalDouble lambda() {
    double larger = Math.max(separableLambda().orElse(0), nearlyOrthogonalLambda().orElse(0));
    return larger > 0 ? OptionalDouble.of(larger) : OptionalDouble.empty();
  }

  /**
   * What the loss cannot exceed.
   *
   * @param time the sum of the learning rates of all steps so far
   */
  public OptionalDouble lossBound(double time) {
    OptionalDouble lambda = lambda();
    return lambda.isPresent()
        ? OptionalDouble.of(
            AlignmentDominance.lossBound(initialLoss, lambda.getAsDouble(), ORDER, time))
        : OptionalDouble.empty();
  }

  /** The fields of a metrics record; null where something is undefined or does not apply. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("examples", examples.examples());
    fields.put("separability", examples.separability());
    fields.put("leastSquaredNorm", examples.leastSquaredNorm());
    fields.put("largestOverlap", examples.largestOverlap());
    fields.put("theta", Double.isNaN(slope) ? null : examples.theta(slope));
    fields.put("initialLoss", initialLoss);
    fields.put("energy", theory.map(TwoLayerTheory::energy).orElse(null));
    fields.put("signsKept", theory.map(TwoLayerTheory::signsKept).orElse(null));
    fields.put("cosineBound", theory.map(TwoLayerTheory::cosineBound).orElse(null));
    fields.put("separableLambda", orNull(separableLambda()));
    fields.put("nearlyOrthogonalLambda", orNull(nearlyOrthogonalLambda()));
    fields.put(
        "doesNotApply",
        obstacles.isEmpty()
            ? null
            : "the bound on the loss does not apply: " + String.join("; ", obstacles));
    return fields;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
