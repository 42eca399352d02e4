package io.github.altprop.evaluation.run;

import java.util.Optional;

/**
 * How many parameters a run trains, in the words of Kao and Chen 2021. Feedback weights, which are
 * fixed, are not among them.
 *
 * @param all the effective and the affiliated
 * @param effective what inference uses
 * @param affiliated what only training uses; none but of rules that train more than the network
 */
public record ParameterCounts(long all, long effective, long affiliated) {
  private static final String PATH = "sessions[0].parameters.";

  /** What the first session of a run says; a run that tells no parts has effective ones only. */
  static Optional<ParameterCounts> of(Settings provenance) {
    return number(provenance, "parameters")
        .map(
            all ->
                new ParameterCounts(
                    all,
                    number(provenance, "effective").orElse(all),
                    number(provenance, "affiliated").orElse(0L)));
  }

  private static Optional<Long> number(Settings provenance, String count) {
    try {
      return provenance.first(PATH + count).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
