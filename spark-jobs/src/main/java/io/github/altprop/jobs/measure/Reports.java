package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.run.RunFolder;

/** Reads what run folders say. */
public final class Reports {
  private Reports() {}

  /** All that a run folder holds by now. */
  public static Run of(RunFolder run) {
    return Run.read(run.toString(), path -> run.folder().child(path).readTextIfThere());
  }
}
