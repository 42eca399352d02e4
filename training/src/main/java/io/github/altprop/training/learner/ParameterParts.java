package io.github.altprop.training.learner;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers of parameters by what they are for, in the words of Kao and Chen 2021. */
final class ParameterParts {
  private ParameterParts() {}

  /**
   * @param effective those that inference uses; the others, which only training uses, are
   *     affiliated
   */
  static Map<String, Long> counts(long all, long effective) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("parameters", all);
    counts.put("effective", effective);
    counts.put("affiliated", all - effective);
    return counts;
  }
}
