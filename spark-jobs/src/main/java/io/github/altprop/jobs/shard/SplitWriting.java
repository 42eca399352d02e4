package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.jobs.storage.ImageColumn;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.JpegEncoder;
import io.github.altprop.preprocessing.selection.Selection;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Reads the chunks of each split, shuffles their examples into files and writes these. */
final class SplitWriting {
  private static final int MERGE_DEPTH = 2;

  /** Makes of pixels what is stored. */
  private interface Encoder extends UnaryOperator<byte[]>, Serializable {}

  private final JavaSparkContext spark;
  private final ShardOptions options;
  private final SourcePlan plan;
  private final Selection selection;
  private final RejectedByChunk rejected;

  SplitWriting(
      JavaSparkContext spark,
      ShardOptions options,
      SourcePlan plan,
      Selection selection,
      RejectedByChunk rejected) {
    this.spark = spark;
    this.options = options;
    this.plan = plan;
    this.selection = selection;
    this.rejected = rejected;
  }

  /** Writes all splits below a folder and says what was written. */
  Map<Split, SplitTally> write(Location folder) {
    Broadcast<HadoopFiles> files = spark.broadcast(new HadoopFiles(spark.hadoopConfiguration()));
    Broadcast<Selection> selected = spark.broadcast(selection);
    Broadcast<SerializableConfiguration> configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    try {
      Map<Split, SplitTally> tallies = new EnumMap<>(Split.class);
      for (Split split : Split.values()) {
        spark
            .sc()
            .setJobDescription(
                "altprop shard: write " + split.label() + " of " + options.dataset());
        tallies.put(split, write(split, folder, files, selected, configuration));
      }
      return tallies;
    } finally {
      spark.sc().setJobDescription(null);
      files.destroy();
      selected.destroy();
      configuration.destroy();
    }
  }

  private SplitTally write(
      Split split,
      Location folder,
      Broadcast<HadoopFiles> files,
      Broadcast<Selection> selected,
      Broadcast<SerializableConfiguration> configuration) {
    List<Chunk> chunks = plan.chunks().stream().filter(chunk -> chunk.split() == split).toList();
    int rowsPerGroup = options.rowsPerGroup(plan.shape());
    int rowsPerFile = Math.multiplyExact(rowsPerGroup, options.groupsPerFile());
    ShuffleKeys keys = ShuffleKeys.of(options.selection().seed(), split, selection, rowsPerFile);
    SplitTally nothing = new SplitTally(plan.shape(), selection.originalClasses().size());
    if (keys.numPartitions() == 0) {
      return nothing;
    }
    FileTask task =
        new FileTask(
            configuration,
            folder.uri(),
            split,
            new ImageColumn(plan.shape(), options.encoding()),
            selection.originalClasses().size(),
            rowsPerGroup);
    Encoder encoder = encoder();
    RejectedByChunk reported = rejected;
    JavaPairRDD<Long, byte[]> examples =
        spark
            .parallelize(chunks, chunks.size())
            .flatMapToPair(
                chunk ->
                    new ReadTask(chunk, files.value(), selected.value(), keys, encoder, reported));
    return examples
        .repartitionAndSortWithinPartitions(keys)
        .mapPartitionsWithIndex(
            (number, sorted) -> List.of(task.write(number, sorted)).iterator(), true)
        .treeReduce(SplitTally::merge, MERGE_DEPTH);
  }

  private Encoder encoder() {
    if (options.jpegQuality().isEmpty()) {
      return pixels -> pixels;
    }
    return new JpegEncoder(plan.shape(), options.jpegQuality().getAsInt())::encode;
  }
}
