package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.ImageStatistics.MeanImageFile;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.MeanImage;
import io.github.altprop.preprocessing.input.InputStatistics;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** A folder of shards, as its manifest describes it. Travels to Spark tasks. */
public final class ShardedDataset implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Manifest manifest;
  private final SerializableConfiguration configuration;

  private ShardedDataset(String root, Manifest manifest, Configuration configuration) {
    this.root = root;
    this.manifest = manifest;
    this.configuration = new SerializableConfiguration(configuration);
  }

  /**
   * Opens the data set at a URI.
   *
   * @throws UserError if there is none
   * @throws BadInputException if its manifest is wrong
   */
  public static ShardedDataset open(String uri, Configuration configuration) {
    Location folder = Location.of(uri, configuration);
    Location file = folder.child(Manifest.FILE_NAME);
    byte[] json = file.readIfThere().orElseThrow(() -> missing(folder));
    return new ShardedDataset(
        folder.uri(), ManifestJson.read(json, file.toString()), configuration);
  }

  private static UserError missing(Location folder) {
    folder.list(); // where there is not even a bucket, this says so
    return new UserError(
        folder
            + ": no "
            + Manifest.FILE_NAME
            + " here; expected a data set that 'altprop shard' made");
  }

  /** What the data set holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** The folder of the manifest. */
  Location root() {
    return Location.of(root, configuration.value());
  }

  /**
   * The shards of one split, read through a cache. What comes from another machine is kept on this
   * one's disk as well.
   */
  public SplitReader reader(Split split, RowGroupCache cache) {
    LocalPages kept = root().isLocal() ? LocalPages.none() : LocalPages.ofProcess();
    return reader(split, cache, kept);
  }

  SplitReader reader(Split split, RowGroupCache cache, LocalPages kept) {
    return new SplitReader(this, split, cache, kept);
  }

  /** The statistics of the training images; reads the file of the mean image. */
  public InputStatistics statistics() {
    return new InputStatistics(
        manifest.statistics().channelMean().stream().mapToDouble(Double::doubleValue).toArray(),
        manifest.statistics().channelStd().stream().mapToDouble(Double::doubleValue).toArray(),
        meanImage(manifest.statistics().meanImage()));
  }

  private float[] meanImage(MeanImageFile entry) {
    if (entry == null) {
      return new float[0];
    }
    Location file = root().child(entry.path());
    byte[] bytes = file.read();
    String digest = Digests.sha256(bytes);
    if (!digest.equals(entry.sha256())) {
      throw new BadInputException(
          file + ": SHA-256 " + digest + "; the manifest says " + entry.sha256());
    }
    return MeanImage.read(bytes, manifest.image(), file.toString());
  }
}
