package io.github.altprop.preprocessing.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a folder of shards holds. It is written last: a folder without {@code manifest.json} is no
 * data set.
 *
 * @param format {@link #FORMAT}
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param dataset name of the source
 * @param classes the classes, by label
 * @param image size of every image
 * @param encoding how images are stored
 * @param options what was asked for
 * @param splits by name, {@code train} and {@code test}
 * @param statistics of the training images
 * @param source where the examples came from
 * @param versions of the software that wrote it, by name
 */
public record Manifest(
    String format,
    int formatVersion,
    String dataset,
    List<ClassEntry> classes,
    ImageShape image,
    Encoding encoding,
    ShardingRecord options,
    Map<String, SplitManifest> splits,
    ImageStatistics statistics,
    SourceRecord source,
    Map<String, String> versions)
    implements Serializable {
  /** Name of the file. */
  public static final String FILE_NAME = "manifest.json";

  /** What {@link #format} says. */
  public static final String FORMAT = "altprop-shards";

  /**
   * The version that this program writes, and the only one that it reads. It rises with every
   * change of a manifest's fields, of what they mean or of how shards are laid out, so that no
   * program misreads another's data. Version 2 added {@code options.quality} and JPEG images;
   * {@code options.resize}, {@code options.orientation} and {@code rejected} came without a new
   * number. Version 3 added {@code source.skipped} and a checksum of the manifest itself, {@code
   * sha256}.
   */
  public static final int FORMAT_VERSION = 3;

  /**
   * A class.
   *
   * @param label its number in the data set
   * @param originalId its number in the source
   * @param name its name
   */
  public record ClassEntry(int label, int originalId, String name) implements Serializable {}

  /** How images are stored. */
  public enum Encoding {
    /** Unsigned bytes, row by row, channels innermost. */
    @JsonProperty("raw")
    RAW,
    /** A JPEG file for each image; colour images only. */
    @JsonProperty("jpeg")
    JPEG
  }

  /**
   * Where the examples came from; no part of {@link ManifestJson#checksum}.
   *
   * @param location as it was given
   * @param files number of files read
   * @param bytes their length in all
   * @param fingerprint digest of their paths, lengths and times: equal only for unchanged input
   * @param skipped the files there that were not read, and why; with {@code files} these are all
   */
  public record SourceRecord(
      String location, int files, long bytes, String fingerprint, List<FileGroup> skipped)
      implements Serializable {}

  /** One split; refuses a split that is not there. */
  public SplitManifest split(Split split) {
    SplitManifest found = splits.get(split.label());
    if (found == null) {
      throw new BadInputException(
          FILE_NAME + ": splits." + split.label() + " is missing; there are " + splits.keySet());
    }
    return found;
  }
}
