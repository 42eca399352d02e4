package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Sweep;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.run.RunFolder;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The folder of a sweep and the names of what lies in it. */
final class SweepFolder {
  private static final String SWEEP = "sweep.yaml";

  private final Location folder;
  private final Configuration configuration;

  private SweepFolder(Location folder, Configuration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /**
   * A folder for a new sweep, or the one of a sweep that is to be continued.
   *
   * @param resumes whether a sweep may be there already
   * @throws UserError if another sweep, or anything else, is there
   */
  static SweepFolder open(String uri, Sweep sweep, Resume resumes, Configuration configuration) {
    Location folder = Location.of(uri, configuration);
    Optional<String> before = folder.child(SWEEP).readTextIfThere();
    if (before.isEmpty() && !folder.list().isEmpty()) {
      throw new UserError(
          "output " + folder + " already holds other files: choose one that is empty");
    }
    if (before.isPresent() && resumes == Resume.NO) {
      throw new UserError(
          "output "
              + folder
              + " already holds a sweep: continue it with --resume or choose another --output");
    }
    if (before.isPresent() && !read(folder, before.get()).runsLike(sweep)) {
      throw new UserError(
          folder.child(SWEEP)
              + " is not the sweep that is asked for: choose another --output, or resume with the"
              + " file that it began with");
    }
    folder.createFolder();
    if (!before.equals(Optional.of(sweep.toYaml()))) {
      folder.child(SWEEP).write(sweep.toYaml());
    }
    return new SweepFolder(folder, configuration);
  }

  private static Sweep read(Location folder, String yaml) {
    return Sweep.read(folder.child(SWEEP).toString(), yaml, Sweep.Variant.FULL);
  }

  /** Whether a sweep may be there already. */
  enum Resume {
    YES,
    NO
  }

  /** The folder's address. */
  String uri() {
    return folder.uri();
  }

  Location location() {
    return folder;
  }

  /** Where a point's resolved experiment lies. */
  static String experiment(String folder, String point) {
    return folder + "/experiments/" + point + ".yaml";
  }

  /** Where a point's run folder lies. */
  static String run(String folder, String point) {
    return folder + "/runs/" + point;
  }

  void write(String name, String text) {
    folder.child(name).write(text);
  }

  /** What a point has come to so far, if it was begun. */
  Optional<Run> read(Point point) {
    String run = run(uri(), point.name());
    if (!RunFolder.isAt(run, configuration)) {
      return Optional.empty();
    }
    Location there = Location.of(run, configuration);
    return Optional.of(Run.read(run, path -> there.child(path).readTextIfThere()));
  }

  /** Whether there is a run of a point. */
  boolean begun(Point point) {
    return RunFolder.isAt(run(uri(), point.name()), configuration);
  }

  /** How a point's training ended, if it did. */
  Optional<State> ended(Point point) {
    String run = run(uri(), point.name());
    if (!RunFolder.isAt(run, configuration)) {
      return Optional.empty();
    }
    return RunFolder.open(run, configuration)
        .fact("outcome")
        .map(outcome -> outcome.equals("diverged") ? State.DIVERGED : State.FINISHED);
  }
}
