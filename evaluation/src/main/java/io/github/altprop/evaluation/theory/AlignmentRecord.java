package io.github.altprop.evaluation.theory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the theory says about one weight and the neurons below it at one moment; of the first
 * weight, through which no error returns, the norm and the signs alone.
 *
 * @param layer the weight's layer
 * @param forwardNorm |W|, kept units
 * @param alignment empty if errors do not return through a weight of W's shape
 * @param bound what the cosine cannot fall below, where the theory says so
 * @param signFlips how many of its entries have another sign than at the start
 * @param neurons the layer of the neurons below; empty for the first weight
 * @param balance what the law conserves there; empty where it does not apply
 * @param reason why the law does not apply; empty where it does
 */
public record AlignmentRecord(
    String layer,
    double forwardNorm,
    Optional<Alignment> alignment,
    OptionalDouble bound,
    int signFlips,
    Optional<String> neurons,
    Optional<Balance> balance,
    Optional<String> reason) {

  /**
   * The conserved quantities of a layer.
   *
   * @param drift since the start
   * @param rho see {@link ConservationLaw#rho}
   * @param rho2 see {@link ConservationLaw#rho2}
   */
  public record Balance(Drift drift, OptionalDouble rho, OptionalDouble rho2) {}

  /** The fields of a metrics record; null where something is undefined or does not apply. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layer", layer);
    fields.put(
        "cosine", alignment.map(Alignment::cosine).map(AlignmentRecord::orNull).orElse(null));
    fields.put(
        "angleDegrees",
        alignment.map(Alignment::angleDegrees).map(AlignmentRecord::orNull).orElse(null));
    fields.put("forwardNorm", forwardNorm);
    fields.put("feedbackNorm", alignment.map(Alignment::feedbackNorm).orElse(null));
    fields.put("innerProduct", alignment.map(Alignment::innerProduct).orElse(null));
    fields.put("bound", orNull(bound));
    fields.put("signFlips", signFlips);
    fields.put("neurons", neurons.orElse(null));
    fields.put("driftMean", balance.map(b -> b.drift().mean()).orElse(null));
    fields.put("driftMax", balance.map(b -> b.drift().max()).orElse(null));
    fields.put("rho", balance.map(Balance::rho).map(AlignmentRecord::orNull).orElse(null));
    fields.put("rho2", balance.map(Balance::rho2).map(AlignmentRecord::orNull).orElse(null));
    fields.put("doesNotApply", reason.orElse(null));
    return fields;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
