package io.github.altprop.jobs;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one local session that all Spark tests of this module share. */
public final class SparkSessions {
  private SparkSessions() {}

  /** The session: two threads, no UI, loopback only. It ends with the JVM. */
  public static SparkSession shared() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("altprop tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.default.parallelism", "2")
        .getOrCreate();
  }

  /** The context of the shared session. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(shared().sparkContext());
  }
}
