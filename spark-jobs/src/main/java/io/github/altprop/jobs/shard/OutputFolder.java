package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.storage.Location;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.MeanImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * The folder of a data set to be made. All is written into a hidden sibling, which is then renamed;
 * the manifest comes last. Until then nothing here passes for a data set.
 */
final class OutputFolder {
  private static final String OWNER = "_owner";
  private static final String PARTIAL_MANIFEST = "." + Manifest.FILE_NAME + ".partial";

  /** All that a data set, or what is left of one, may hold. */
  private static final Set<String> PARTS =
      Set.of(
          Manifest.FILE_NAME,
          PARTIAL_MANIFEST,
          MeanImage.FILE_NAME,
          "rejected",
          Split.TRAIN.label(),
          Split.TEST.label());

  private final Location output;
  private final Location stage;
  private final String owner = UUID.randomUUID().toString();

  private OutputFolder(Location output) {
    this.output = output;
    this.stage = output.parent().child("." + output.path().getName() + ".sharding");
  }

  static OutputFolder at(String uri, Configuration configuration) {
    Location output = Location.of(uri, configuration);
    if (output.path().isRoot()) {
      throw new UserError("output: " + uri + "; expected a folder below the root");
    }
    return new OutputFolder(output);
  }

  /** The manifest of the data set that is there, if there is one. */
  Optional<Manifest> published() throws IOException {
    Location file = output.child(Manifest.FILE_NAME);
    if (!file.exists()) {
      return Optional.empty();
    }
    return Optional.of(ManifestJson.read(file.read(), file.toString()));
  }

  /** Whether there is a manifest, whole or not. */
  boolean isDataset() throws IOException {
    return output.child(Manifest.FILE_NAME).exists();
  }

  /** Refuses a folder that holds anything but a data set or what is left of one. */
  void refuseForeignFiles() throws IOException {
    if (!output.exists()) {
      return;
    }
    for (FileStatus status : output.fileSystem().listStatus(output.path())) {
      String name = status.getPath().getName();
      if (!PARTS.contains(name)) {
        throw new UserError(
            output + ": holds " + name + ", which is no part of a data set; choose another output");
      }
    }
  }

  /** Makes an empty place to write to; what an interrupted run left is removed. */
  Location open() throws IOException {
    stage.delete();
    stage.fileSystem().mkdirs(stage.path());
    stage.child(OWNER).write(owner.getBytes(StandardCharsets.UTF_8));
    return stage;
  }

  /** Puts what was written in the place of what was there. */
  void publish(Manifest manifest) throws IOException {
    Location mark = stage.child(OWNER);
    if (!mark.exists() || !owner.equals(new String(mark.read(), StandardCharsets.UTF_8))) {
      throw new UserError(
          output + ": another run is writing here and has taken over; this one gives up");
    }
    mark.delete();
    output.child(Manifest.FILE_NAME).delete(); // from here on it is no data set
    output.delete();
    stage.moveTo(output);
    Location written = output.child(PARTIAL_MANIFEST);
    written.write(ManifestJson.write(manifest));
    written.moveTo(output.child(Manifest.FILE_NAME));
  }

  /** Removes what was written. */
  void discard() throws IOException {
    Location mark = stage.child(OWNER);
    if (mark.exists() && owner.equals(new String(mark.read(), StandardCharsets.UTF_8))) {
      stage.delete();
    }
  }

  @Override
  public String toString() {
    return output.toString();
  }
}
