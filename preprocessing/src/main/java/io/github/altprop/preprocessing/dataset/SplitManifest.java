package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * One split of a data set.
 *
 * @param examples number of examples
 * @param rejected number of examples that could not be used; they are in {@code rejected/}
 * @param classCounts number of examples by label
 * @param files its files, in order
 */
public record SplitManifest(
    long examples, long rejected, List<Long> classCounts, List<ShardFile> files)
    implements Serializable {
  /**
   * One Parquet file.
   *
   * @param path relative to the folder of the manifest
   * @param rows number of examples
   * @param bytes length of the file
   * @param sha256 digest of the file, hexadecimal
   * @param rowGroups its row groups, in order
   */
  public record ShardFile(
      String path, long rows, long bytes, String sha256, List<RowGroupEntry> rowGroups)
      implements Serializable {}

  /**
   * One row group.
   *
   * @param rows number of examples
   * @param crc32c checksum of its values: indices, labels (little-endian), images
   */
  public record RowGroupEntry(int rows, long crc32c) implements Serializable {}

  /** Number of examples in each row group, over all files. */
  public int[] rowGroupSizes() {
    return files.stream()
        .flatMap(file -> file.rowGroups().stream())
        .mapToInt(RowGroupEntry::rows)
        .toArray();
  }
}
