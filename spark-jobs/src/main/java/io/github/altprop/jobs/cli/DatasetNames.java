package io.github.altprop.jobs.cli;

import io.github.altprop.preprocessing.format.Sources;
import java.util.ArrayList;

/** The data sets that help texts and completions name. */
final class DatasetNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  DatasetNames() {
    super(Sources.names());
  }
}
