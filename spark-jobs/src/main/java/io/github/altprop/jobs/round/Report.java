package io.github.altprop.jobs.round;

import io.github.altprop.jobs.measure.AngleRecord;
import io.github.altprop.jobs.measure.DominanceRecord;
import io.github.altprop.training.associated.ComponentLosses;
import java.io.Serializable;
import java.util.List;

/**
 * A worker's report of its share: losses, steps and times. The numbers that it trained travel
 * apart.
 *
 * @param worker its number
 * @param host on which it ran
 * @param examples it saw
 * @param lossSum sum of their losses, each before its step
 * @param steps that its optimiser has made, those of earlier rounds included
 * @param components the losses of every component, from input to output, averaged over the
 *     examples; empty where there are none
 * @param divergence the first step after which something was not finite; null if there is none
 * @param angles measured on the way
 * @param dominance measured on the way
 * @param clock where its time went
 */
public record Report(
    int worker,
    String host,
    long examples,
    double lossSum,
    long steps,
    List<ComponentLosses> components,
    Divergence divergence,
    List<AngleRecord> angles,
    List<DominanceRecord> dominance,
    Clock clock)
    implements Serializable {
  public Report {
    components = List.copyOf(components);
    angles = List.copyOf(angles);
    dominance = List.copyOf(dominance);
  }

  /**
   * Where a worker's time went.
   *
   * @param restoreSeconds from the task's start until the state was there
   * @param fitSeconds for the steps, waits included
   * @param waitSeconds for minibatches
   */
  public record Clock(double restoreSeconds, double fitSeconds, double waitSeconds)
      implements Serializable {
    /** From the task's start to its last step. */
    double seconds() {
      return restoreSeconds + fitSeconds;
    }
  }
}
