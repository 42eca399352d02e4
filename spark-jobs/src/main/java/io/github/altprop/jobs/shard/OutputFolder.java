package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.MeanImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * The folder of a data set to be made. Its files are written where they belong, and the manifest
 * comes last: until then nothing here passes for a data set, and nothing is ever copied or moved.
 */
final class OutputFolder {
  /** All that a data set, or what is left of one, may hold, in the order of removal. */
  private static final List<String> PARTS =
      List.of(
          Manifest.FILE_NAME,
          "." + Manifest.FILE_NAME + ".partial",
          MeanImage.FILE_NAME,
          "." + MeanImage.FILE_NAME + ".partial",
          "rejected",
          Split.TRAIN.label(),
          Split.TEST.label());

  private static final Set<String> LOCK =
      Set.of(FolderLock.FILE, "." + FolderLock.FILE + ".partial");

  private final Location output;

  private OutputFolder(Location output) {
    this.output = output;
  }

  static OutputFolder at(String uri, Configuration configuration) {
    Location output = Location.of(uri, configuration);
    if (output.isRoot()) {
      throw new UserError("output: " + output + "; expected a folder below the root");
    }
    return new OutputFolder(output);
  }

  /** The manifest of the data set that is there, if there is one. */
  Optional<Manifest> published() {
    Location file = output.child(Manifest.FILE_NAME);
    return file.readIfThere().map(json -> ManifestJson.read(json, file.toString()));
  }

  /** Refuses a folder that holds anything but a data set or what is left of one. */
  void refuseForeignFiles() {
    for (String name : output.list()) {
      if (!PARTS.contains(name) && !LOCK.contains(name)) {
        throw new UserError(
            output + ": holds " + name + ", which is no part of a data set; choose another output");
      }
    }
  }

  /**
   * Makes the data set in the place of what was there, a data set or what an interrupted run left.
   * If that fails, nothing is left.
   *
   * @param making writes all files but the manifest below the folder
   * @throws UserError if another run writes here
   */
  Manifest make(Function<Location, Manifest> making) {
    output.createFolder();
    return FolderLock.during(
        output,
        () -> {
          removeParts();
          boolean made = false;
          try {
            Manifest manifest = making.apply(output);
            output.child(Manifest.FILE_NAME).write(ManifestJson.write(manifest));
            made = true;
            return manifest;
          } finally {
            if (!made) {
              output.delete();
            }
          }
        });
  }

  private void removeParts() {
    List<String> there = output.list();
    PARTS.stream().filter(there::contains).forEach(part -> output.child(part).delete());
  }

  @Override
  public String toString() {
    return output.toString();
  }
}
