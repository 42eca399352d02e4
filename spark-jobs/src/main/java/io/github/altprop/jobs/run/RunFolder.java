package io.github.altprop.jobs.run;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.files.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** The folder of one run and the names of what lies in it. */
public final class RunFolder {
  public static final String EXPERIMENT = "experiment.yaml";

  private final Location folder;

  private RunFolder(Location folder) {
    this.folder = folder;
  }

  /**
   * A folder for a new run.
   *
   * @throws UserError if something is there already
   */
  public static RunFolder create(String uri, Configuration configuration) {
    requireFree(uri, configuration);
    Location folder = Location.of(uri, configuration);
    folder.createFolder();
    return new RunFolder(folder);
  }

  /** Refuses a place for a new run where something is already. */
  public static void requireFree(String uri, Configuration configuration) {
    Location folder = Location.of(uri, configuration);
    List<String> there =
        folder.list().stream().filter(name -> !name.equals(FolderLock.FILE)).toList();
    if (there.contains(EXPERIMENT)) {
      throw new UserError(
          "output "
              + folder
              + " already holds a run: continue it with --resume or choose another --output");
    }
    if (!there.isEmpty()) {
      throw new UserError(
          "output "
              + folder
              + " already holds other files ("
              + there.get(0)
              + "): choose an --output that is empty or does not exist");
    }
  }

  /** Whether a run was started there before. */
  public static boolean isAt(String uri, Configuration configuration) {
    return Location.of(uri, configuration).child(EXPERIMENT).exists();
  }

  /**
   * The folder of a run that was started before.
   *
   * @throws UserError if there is none
   */
  public static RunFolder open(String uri, Configuration configuration) {
    Location folder = Location.of(uri, configuration);
    if (!isAt(uri, configuration)) {
      throw new UserError(
          folder + ": no " + EXPERIMENT + " here; expected a run that 'altprop train' made");
    }
    return new RunFolder(folder);
  }

  public Location folder() {
    return folder;
  }

  /**
   * The experiment that the run began with.
   *
   * @param overrides of its keys, {@code key.path=value}
   * @throws UserError if it is wrong
   */
  public Experiment experiment(List<String> overrides) {
    Location file = folder.child(EXPERIMENT);
    return Experiment.read(file.toString(), file.readText(), overrides, Components.catalog());
  }

  /**
   * The newest whole checkpoint of a run that was trained.
   *
   * @param warnings told of broken ones that are passed over
   * @throws UserError if there is none
   */
  public Checkpoint newestCheckpoint(Consumer<String> warnings) {
    return checkpoints()
        .newest(warnings)
        .orElseThrow(() -> new UserError("run " + folder + " has no whole checkpoint"));
  }

  public Checkpoints checkpoints() {
    return new Checkpoints(folder.child("checkpoints"));
  }

  /** Where {@code evaluation.csv}, {@code angles.csv} and the other tables of measurements go. */
  public Location reports() {
    return folder.child("reports");
  }

  /**
   * Refuses other data than the run began with.
   *
   * @param manifestChecksum of the data at hand
   */
  public void requireData(String manifestChecksum) {
    Provenance.open(folder)
        .last("manifestChecksum")
        .filter(before -> !before.equals(manifestChecksum))
        .ifPresent(
            before -> {
              throw new UserError(
                  "run "
                      + folder
                      + " cannot be resumed on other data: it began with manifest "
                      + before
                      + " but --data has "
                      + manifestChecksum);
            });
  }

  /** What the last start of this run said of something, see {@link #started}. */
  public Optional<Object> fact(String name) {
    return Provenance.open(folder).last(name);
  }

  /** Takes note of a start of this run; call {@link #ended} when it is over. */
  public void started(Map<String, Object> facts) {
    Provenance.open(folder).start(facts);
  }

  /** Takes note of the end of the start before. */
  public void ended(String outcome) {
    Provenance.open(folder).end(outcome);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
