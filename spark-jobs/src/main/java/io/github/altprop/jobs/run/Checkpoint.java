package io.github.altprop.jobs.run;

import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.io.InputStream;

/** A whole checkpoint: its files were compared with their checksums. */
public final class Checkpoint {
  private final Location folder;
  private final CheckpointState state;

  Checkpoint(Location folder, CheckpointState state) {
    this.folder = folder;
    this.state = state;
  }

  /** The folder's name, {@code round-000012}. */
  public String name() {
    return folder.name();
  }

  public CheckpointState state() {
    return state;
  }

  public boolean holds(String file) {
    return state.files().containsKey(file);
  }

  public InputStream open(String file) throws IOException {
    return folder.child(file).open();
  }
}
