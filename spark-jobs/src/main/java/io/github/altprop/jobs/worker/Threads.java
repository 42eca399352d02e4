package io.github.altprop.jobs.worker;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** How many threads a worker may compute with. */
public final class Threads {
  private Threads() {}

  /**
   * In this process, the cores divided by the tasks that run side by side; on a cluster, what Spark
   * reserves for a task.
   */
  public static int perWorker(JavaSparkContext spark) {
    SparkConf conf = spark.getConf();
    int perTask = conf.getInt("spark.task.cpus", 1);
    if (!spark.isLocal()) {
      return perTask;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int sideBySide = Math.max(1, spark.defaultParallelism() / perTask);
    return Math.max(1, cores / sideBySide);
  }
}
