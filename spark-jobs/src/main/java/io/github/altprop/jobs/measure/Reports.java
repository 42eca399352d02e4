package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.run.Folder;
import io.github.altprop.jobs.run.RunFolder;
import java.util.Optional;

/** Reads what run folders say. */
public final class Reports {
  private Reports() {}

  /** All that a run folder holds by now. */
  public static Run of(RunFolder run) {
    return Run.read(run.toString(), path -> text(run.folder(), path));
  }

  private static Optional<String> text(Folder folder, String path) {
    return folder.exists(path) ? Optional.of(folder.readText(path)) : Optional.empty();
  }
}
