package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.preprocessing.files.TaskRunner;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Runs the pieces of planning as Spark tasks. */
final class PlanningTasks implements TaskRunner {
  /** Tasks for each core: pieces differ in size. */
  private static final int SHARES = 4;

  private final JavaSparkContext spark;
  private final String dataset;

  PlanningTasks(JavaSparkContext spark, String dataset) {
    this.spark = spark;
    this.dataset = dataset;
  }

  @Override
  public <T, R> List<R> run(List<T> items, Task<T, R> task) {
    if (items.isEmpty()) {
      return List.of();
    }
    spark.sc().setJobDescription("altprop shard: look through " + dataset);
    Broadcast<HadoopFiles> files = spark.broadcast(new HadoopFiles(spark.hadoopConfiguration()));
    try {
      int slices = Math.min(items.size(), SHARES * spark.defaultParallelism());
      return spark.parallelize(items, slices).map(item -> task.run(files.value(), item)).collect();
    } finally {
      files.destroy();
      spark.sc().setJobDescription(null);
    }
  }
}
