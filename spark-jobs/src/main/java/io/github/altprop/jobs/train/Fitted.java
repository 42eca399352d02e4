package io.github.altprop.jobs.train;

import io.github.altprop.jobs.measure.AngleRecord;
import io.github.altprop.jobs.measure.DominanceRecord;
import io.github.altprop.jobs.state.ModelState;
import java.io.Serializable;
import java.util.List;

/**
 * What a worker made of its share.
 *
 * @param worker its number
 * @param state after its last step
 * @param examples it saw
 * @param lossSum sum of their losses, each before its step
 * @param angles measured on the way
 * @param dominance measured on the way
 * @param restoreSeconds from the task's start to the first step
 * @param fitSeconds for the steps
 */
record Fitted(
    int worker,
    ModelState state,
    long examples,
    double lossSum,
    List<AngleRecord> angles,
    List<DominanceRecord> dominance,
    double restoreSeconds,
    double fitSeconds)
    implements Serializable {
  Fitted {
    angles = List.copyOf(angles);
    dominance = List.copyOf(dominance);
  }
}
