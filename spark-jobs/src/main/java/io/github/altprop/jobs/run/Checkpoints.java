package io.github.altprop.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The checkpoints of a run, {@code checkpoints/round-NNNNNN/}. One counts once its {@code _SUCCESS}
 * is there, which is written last and holds the checksum of {@code state.json}, which holds those
 * of all other files: a checkpoint that lacks a byte anywhere is never used.
 */
public final class Checkpoints {
  private static final String STATE = "state.json";
  private static final String SUCCESS = "_SUCCESS";
  private static final String PREFIX = "round-";

  private final Location folder;

  /**
   * What was written of a checkpoint.
   *
   * @param sums of the files, by name
   * @param optimizerSteps steps behind each set of moments among the files
   */
  public record Written(Map<String, CheckpointState.Sum> sums, List<Long> optimizerSteps) {
    public Written {
      sums = Map.copyOf(sums);
      optimizerSteps = List.copyOf(optimizerSteps);
    }
  }

  Checkpoints(Location folder) {
    this.folder = folder;
  }

  /**
   * Writes a checkpoint, then publishes it. A half-written one of the same round, left by a run
   * that was stopped, is replaced.
   *
   * @param testAccuracy at the end of an epoch, else null
   * @param optimizerSteps steps behind each set of moments among the files
   */
  public void write(
      Moment moment,
      int metricsLines,
      Double testAccuracy,
      List<Long> optimizerSteps,
      Map<String, Location.Content> files) {
    write(
        moment,
        metricsLines,
        testAccuracy,
        target -> {
          Map<String, CheckpointState.Sum> sums = new TreeMap<>();
          files.forEach((name, content) -> sums.put(name, Sums.write(target.child(name), content)));
          return new Written(sums, optimizerSteps);
        });
  }

  /**
   * The same, with files that others may write.
   *
   * @param files writes them into the checkpoint's folder
   */
  public void write(
      Moment moment, int metricsLines, Double testAccuracy, Function<Location, Written> files) {
    Location target = folder.child(String.format("%s%06d", PREFIX, moment.round()));
    target.delete();
    Written written = files.apply(target);
    String state =
        new CheckpointState(
                CheckpointState.FORMAT,
                moment,
                metricsLines,
                testAccuracy,
                written.optimizerSteps(),
                written.sums())
            .toJson();
    target.child(STATE).write(state);
    target.child(SUCCESS).write(Sums.sha256(state) + "\n");
  }

  /**
   * The newest whole checkpoint.
   *
   * @param warnings told of each newer one that is broken, and why
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) {
    for (String name : names()) {
      Location candidate = folder.child(name);
      Optional<Checkpoint> checkpoint = open(candidate, warnings);
      if (checkpoint.isPresent()) {
        return checkpoint;
      }
    }
    return Optional.empty();
  }

  /** Deletes all but the newest {@code keep} and the one with the best test accuracy. */
  public void prune(int keep) {
    List<String> names = names();
    List<String> older = names.subList(Math.min(keep, names.size()), names.size());
    Optional<String> best =
        names.stream()
            .filter(name -> accuracy(name) != null)
            .max(Comparator.comparing(this::accuracy));
    for (String name : older) {
      if (!best.equals(Optional.of(name))) {
        folder.child(name).delete();
      }
    }
  }

  /** Names of the checkpoint folders, newest first. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : folder.list()) {
      if (name.matches(PREFIX + "\\d+")) {
        names.add(0, name);
      }
    }
    return names;
  }

  private static Optional<Checkpoint> open(Location candidate, Consumer<String> warnings) {
    try {
      CheckpointState state = state(candidate);
      state.files().forEach((name, sum) -> Sums.check(candidate.child(name), sum));
      return Optional.of(new Checkpoint(candidate, state));
    } catch (UserError e) {
      warnings.accept(
          "checkpoint "
              + candidate
              + " is broken and left aside for the one before: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private static CheckpointState state(Location candidate) {
    String success =
        candidate
            .child(SUCCESS)
            .readTextIfThere()
            .orElseThrow(() -> new UserError("it has no _SUCCESS, so its writing was interrupted"));
    String text = candidate.child(STATE).readText();
    if (!success.strip().equals(Sums.sha256(text))) {
      throw new UserError(STATE + " does not have the checksum that _SUCCESS names");
    }
    try {
      CheckpointState state = CheckpointState.fromJson(text);
      if (state.format() != CheckpointState.FORMAT) {
        throw new UserError(
            STATE
                + " has format "
                + state.format()
                + " but this altprop reads "
                + CheckpointState.FORMAT);
      }
      return state;
    } catch (JsonProcessingException e) {
      throw new UserError(STATE + " is not the state of a checkpoint", e);
    }
  }

  private Double accuracy(String name) {
    try {
      return state(folder.child(name)).testAccuracy();
    } catch (UserError e) {
      return null; // broken, so not the best
    }
  }
}
