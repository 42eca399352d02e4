package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.Manifest.Encoding;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import java.util.OptionalInt;

/**
 * What to shard, and how.
 *
 * @param dataset name of the source
 * @param source where it is; empty for generated data sets
 * @param output URI of the folder to make
 * @param selection classes, subset, label noise and the seed of all choices
 * @param images how image files become images of one size
 * @param layout how the source's files are to be understood
 * @param jpegQuality quality of JPEG files that images are stored as; raw if empty
 * @param maxRejected which fraction of the examples may be rejected, 0 to 1
 * @param existing what to do with a data set that is there already
 * @param rowsPerGroup examples of a row group; fitting their size if empty
 * @param groupsPerFile row groups of a file
 */
public record ShardOptions(
    String dataset,
    String source,
    String output,
    SelectionOptions selection,
    ImageRequest images,
    LayoutRequest layout,
    OptionalInt jpegQuality,
    double maxRejected,
    Existing existing,
    OptionalInt rowsPerGroup,
    int groupsPerFile) {
  /** Row groups of a file unless said otherwise. */
  public static final int GROUPS_PER_FILE = 16;

  /** Fraction of the examples that may be rejected unless said otherwise. */
  public static final double MAX_REJECTED = 0.001;

  private static final int ROW_GROUP_BYTES = 16 << 20;
  private static final int MOST_ROWS = 1_024;
  private static final int LEAST_ROWS = 16;

  /** What to do with a data set that is there already. */
  public enum Existing {
    /** Leave it, unless it is what would be made. */
    REFUSE,
    /** Make it anew. */
    OVERWRITE
  }

  public ShardOptions {
    if (jpegQuality.isPresent() && (jpegQuality.getAsInt() < 1 || jpegQuality.getAsInt() > 100)) {
      throw new UserError("quality: " + jpegQuality.getAsInt() + "; expected 1 to 100");
    }
    if (rowsPerGroup.isPresent() && rowsPerGroup.getAsInt() < 1) {
      throw new UserError("rowsPerGroup: " + rowsPerGroup.getAsInt() + "; expected at least 1");
    }
    if (!(maxRejected >= 0 && maxRejected <= 1)) {
      throw new UserError("max-rejected: " + maxRejected + "; expected 0 to 1");
    }
    if (groupsPerFile < 1) {
      throw new UserError("groupsPerFile: " + groupsPerFile + "; expected at least 1");
    }
  }

  /** A data set as it is, with the usual layout. */
  public static ShardOptions of(String dataset, String source, String output, long seed) {
    return new ShardOptions(
        dataset,
        source,
        output,
        SelectionOptions.everything(seed),
        ImageRequest.usual(),
        LayoutRequest.usual(),
        OptionalInt.empty(),
        MAX_REJECTED,
        Existing.REFUSE,
        OptionalInt.empty(),
        GROUPS_PER_FILE);
  }

  /** The same with another selection. */
  public ShardOptions with(SelectionOptions other) {
    return new ShardOptions(
        dataset,
        source,
        output,
        other,
        images,
        layout,
        jpegQuality,
        maxRejected,
        existing,
        rowsPerGroup,
        groupsPerFile);
  }

  /** The same with another way with existing output. */
  public ShardOptions with(Existing other) {
    return new ShardOptions(
        dataset,
        source,
        output,
        selection,
        images,
        layout,
        jpegQuality,
        maxRejected,
        other,
        rowsPerGroup,
        groupsPerFile);
  }

  /** The same with another treatment of image files. */
  public ShardOptions with(ImageRequest other, double rejected) {
    return new ShardOptions(
        dataset,
        source,
        output,
        selection,
        other,
        layout,
        jpegQuality,
        rejected,
        existing,
        rowsPerGroup,
        groupsPerFile);
  }

  /** The same with another reading of the source's files. */
  public ShardOptions with(LayoutRequest other) {
    return new ShardOptions(
        dataset,
        source,
        output,
        selection,
        images,
        other,
        jpegQuality,
        maxRejected,
        existing,
        rowsPerGroup,
        groupsPerFile);
  }

  /** The same with images stored as JPEG files of a quality, or raw. */
  public ShardOptions withJpeg(OptionalInt quality) {
    return new ShardOptions(
        dataset,
        source,
        output,
        selection,
        images,
        layout,
        quality,
        maxRejected,
        existing,
        rowsPerGroup,
        groupsPerFile);
  }

  /** How images are stored. */
  Encoding encoding() {
    return jpegQuality.isPresent() ? Encoding.JPEG : Encoding.RAW;
  }

  /** Examples of a row group of images of that size: up to 1,024, about 16 MiB at most. */
  int rowsPerGroup(ImageShape image) {
    int fitting = Math.min(MOST_ROWS, ROW_GROUP_BYTES / image.values());
    return rowsPerGroup.orElse(Math.max(LEAST_ROWS, fitting));
  }
}
