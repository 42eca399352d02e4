package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ImageFiles;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Finds the labels of a whole source, which selections are drawn from. */
final class SourceScan {
  private final JavaSparkContext spark;
  private final SourcePlan plan;
  private final String dataset;

  SourceScan(JavaSparkContext spark, SourcePlan plan, String dataset) {
    this.spark = spark;
    this.plan = plan;
    this.dataset = dataset;
  }

  /** The labels of each split, by index. */
  Map<Split, int[]> labels() {
    Map<Split, int[]> labels = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      ImageFiles images = plan.images().get(split);
      labels.put(split, images == null ? new int[plan.examples(split)] : images.labels());
    }
    if (!plan.chunks().isEmpty()) {
      readInto(labels);
    }
    return labels;
  }

  private void readInto(Map<Split, int[]> labels) {
    spark.sc().setJobDescription("altprop shard: read the labels of " + dataset);
    Broadcast<HadoopFiles> files = spark.broadcast(new HadoopFiles(spark.hadoopConfiguration()));
    try {
      List<Chunk> chunks = plan.chunks();
      List<int[]> read =
          spark
              .parallelize(chunks, chunks.size())
              .map(chunk -> chunk.labels(files.value()))
              .collect();
      for (int i = 0; i < chunks.size(); i++) {
        Chunk chunk = chunks.get(i);
        System.arraycopy(
            read.get(i),
            0,
            labels.get(chunk.split()),
            Math.toIntExact(chunk.firstIndex()),
            chunk.count());
      }
    } finally {
      files.destroy();
      spark.sc().setJobDescription(null);
    }
  }
}
