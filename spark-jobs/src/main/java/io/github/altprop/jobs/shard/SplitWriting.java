package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.jobs.storage.ImageColumn;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.selection.Selection;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ImageFiles;
import io.github.altprop.preprocessing.source.ImagePicks;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the files of each split. Images that can be read one by one are read by the task that
 * writes their file; what can only be read in sequence is read chunk by chunk and shuffled.
 */
final class SplitWriting {
  private static final int MERGE_DEPTH = 2;

  private final JavaSparkContext spark;
  private final ShardOptions options;
  private final SourcePlan plan;
  private final Selection selection;
  private final RejectedByPart rejected;
  private final int rowsPerGroup;
  private final int rowsPerFile;

  SplitWriting(
      JavaSparkContext spark,
      ShardOptions options,
      SourcePlan plan,
      Selection selection,
      RejectedByPart rejected) {
    this.spark = spark;
    this.options = options;
    this.plan = plan;
    this.selection = selection;
    this.rejected = rejected;
    this.rowsPerGroup = options.rowsPerGroup(plan.shape());
    this.rowsPerFile = Math.multiplyExact(rowsPerGroup, options.groupsPerFile());
  }

  /** Writes all splits below a folder and says what was written. */
  Map<Split, SplitTally> write(Location folder) {
    Broadcast<HadoopFiles> source = spark.broadcast(new HadoopFiles(spark.hadoopConfiguration()));
    Broadcast<SerializableConfiguration> configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    try {
      Map<Split, SplitTally> tallies = new EnumMap<>(Split.class);
      for (Split split : Split.values()) {
        spark
            .sc()
            .setJobDescription(
                "altprop shard: write " + split.label() + " of " + options.dataset());
        FileTask files =
            new FileTask(
                configuration,
                folder.uri(),
                split,
                new ImageColumn(plan.shape(), options.encoding()),
                selection.originalClasses().size(),
                rowsPerGroup);
        tallies.put(split, write(files, source));
      }
      return tallies;
    } finally {
      spark.sc().setJobDescription(null);
      source.destroy();
      configuration.destroy();
    }
  }

  private SplitTally write(FileTask files, Broadcast<HadoopFiles> source) {
    if (selection.kept(files.split()) == 0) {
      return new SplitTally(plan.shape(), selection.originalClasses().size());
    }
    ImageFiles images = plan.images().get(files.split());
    return images == null ? shuffled(files, source) : inOrder(images, files, source);
  }

  private SplitTally inOrder(ImageFiles images, FileTask files, Broadcast<HadoopFiles> source) {
    int[] order = ShuffleKeys.order(options.selection().seed(), files.split(), selection);
    int[] labels = selection.labels().get(files.split());
    List<ImagePicks> picks = new ArrayList<>();
    for (int from = 0; from < order.length; from += rowsPerFile) {
      int[] indices = Arrays.copyOfRange(order, from, Math.min(from + rowsPerFile, order.length));
      picks.add(images.pick(indices, Arrays.stream(indices).map(i -> labels[i]).toArray()));
    }
    ImageTask task =
        new ImageTask(
            files,
            source,
            Encoder.of(plan.shape(), options.jpegQuality()),
            rejected,
            RejectionAllowance.of(options.maxRejected(), selection),
            order.length);
    // A partition holds its own picks; only these travel to its task, and are packed when they do.
    return merged(
        spark
            .parallelize(picks, picks.size())
            .mapPartitionsWithIndex(
                (number, own) -> List.of(task.write(number, own.next())).iterator(), true));
  }

  private SplitTally shuffled(FileTask files, Broadcast<HadoopFiles> source) {
    Split split = files.split();
    List<Chunk> chunks = plan.chunks().stream().filter(chunk -> chunk.split() == split).toList();
    ShuffleKeys keys = ShuffleKeys.of(options.selection().seed(), split, selection, rowsPerFile);
    ShuffledTask task = new ShuffledTask(files);
    Encoder encoder = Encoder.of(plan.shape(), options.jpegQuality());
    Broadcast<Selection> selected = spark.broadcast(selection);
    try {
      return merged(
          spark
              .parallelize(chunks, chunks.size())
              .flatMapToPair(
                  chunk -> new ReadTask(chunk, source.value(), selected.value(), keys, encoder))
              .repartitionAndSortWithinPartitions(keys)
              .mapPartitionsWithIndex(
                  (number, sorted) -> List.of(task.write(number, sorted)).iterator(), true));
    } finally {
      selected.destroy();
    }
  }

  private static SplitTally merged(JavaRDD<SplitTally> written) {
    return written.treeReduce(SplitTally::merge, MERGE_DEPTH);
  }
}
