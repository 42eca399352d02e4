package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.Settings;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far a point's training came, and by what.
 *
 * @param epoch the last one recorded; 0 if none is
 * @param epochs that its experiment asks for
 * @param by the device, its threads and the commit of altprop's source; several if it was resumed
 *     by others
 */
public record Trained(int epoch, int epochs, Set<String> by) {
  private static final int SHORT = 7;

  public Trained {
    by = new LinkedHashSet<>(by);
  }

  /** What a run says. */
  public static Trained of(Run run) {
    Set<String> by = new LinkedHashSet<>();
    for (int i = 0; run.provenance().first(session(i) + "started").isPresent(); i++) {
      by.add(by(run.provenance(), session(i)));
    }
    return new Trained(
        run.lastEpoch().map(Epoch::epoch).orElse(0), run.plannedEpochs().orElse(0), by);
  }

  private static String session(int index) {
    return "sessions[" + index + "].";
  }

  private static String by(Settings provenance, String session) {
    String commit = provenance.first(session + "commit").orElse("unknown");
    boolean changed = provenance.first(session + "uncommittedChanges").equals(Optional.of("true"));
    return provenance.first(session + "device").orElse("a device that is not known")
        + provenance.first(session + "threadsPerWorker").map(Trained::threads).orElse("")
        + ", commit "
        + (commit.length() > SHORT ? commit.substring(0, SHORT) : commit)
        + (changed ? " with changes" : "");
  }

  private static String threads(String number) {
    return ", " + number + (number.equals("1") ? " thread" : " threads");
  }
}
