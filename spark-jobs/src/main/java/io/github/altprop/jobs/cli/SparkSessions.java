package io.github.altprop.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.faults.QuietLog;
import io.github.altprop.jobs.faults.QuietLogPlugin;
import io.github.altprop.jobs.faults.UserFaults;
import io.github.altprop.jobs.files.ObjectStores;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * The one place where Spark is started. What spark-submit decides is left as it is; without it,
 * Spark runs in this process with one thread per worker.
 */
final class SparkSessions {
  /** As many local threads as there are cores. */
  static final int ALL_CORES = 0;

  private static final String MASTER = "spark.master";
  private static final String PLUGINS = "spark.plugins";

  /** What keeps a round of training short; docs/engineering-diary.md has the measurements. */
  private static final Map<String, String> ROUNDS =
      Map.of(
          // Neither floats nor images compress.
          "spark.broadcast.compress", "false",
          "spark.shuffle.compress", "false",
          // Spark looks at these checksums only where it failed to decompress something.
          "spark.shuffle.checksum.enabled", "false",
          // Slices are written one after the other, not to a file each that is then copied.
          "spark.shuffle.sort.bypassMergeThreshold", "1",
          // Averaged slices are task results. Those above spark.task.maxDirectResultSize wait at
          // their executors until the driver has room, so that their sum needs no limit.
          "spark.driver.maxResultSize", "0",
          // Workers find their data by themselves, and no place is better than a free one.
          "spark.locality.wait", "0s");

  private SparkSessions() {}

  /** How Hadoop's file systems are reached: what Spark says of them, without starting Spark. */
  static Configuration hadoop() {
    Configuration configuration =
        SparkSession.getDefaultSession().isDefined()
            ? SparkSession.getDefaultSession().get().sparkContext().hadoopConfiguration()
            : SparkHadoopUtil.get().newConfiguration(new SparkConf());
    ObjectStores.bound(configuration);
    return configuration;
  }

  /**
   * Starts Spark, or joins the session that runs already, for as long as some work takes.
   *
   * @param name shown in Spark's user interface
   * @param localThreads tasks that run side by side if Spark runs in this process
   */
  static void with(String name, int localThreads, Consumer<JavaSparkContext> work) {
    boolean joins = SparkSession.getDefaultSession().isDefined();
    SparkSession session =
        joins ? SparkSession.getDefaultSession().get() : start(name, localThreads);
    ObjectStores.bound(session.sparkContext().hadoopConfiguration());
    try {
      work.accept(JavaSparkContext.fromSparkContext(session.sparkContext()));
    } finally {
      if (!joins) {
        stop(session);
      }
    }
  }

  /** What a user can mend is not logged with its stack, here and on executors. */
  private static void quiet(SparkConf conf) {
    QuietLog.install();
    String others = conf.get(PLUGINS, "");
    String own = QuietLogPlugin.class.getName();
    conf.set(PLUGINS, others.isEmpty() ? own : others + "," + own);
    if (UserFaults.isDebugging()) {
      conf.setExecutorEnv("ALTPROP_DEBUG", "1");
    }
  }

  /**
   * Stops Spark. Its threads complain of each other while they end, past the log, after a job has
   * failed; nobody can do anything about that.
   */
  private static void stop(SparkSession session) {
    PrintStream err = System.err;
    if (!UserFaults.isDebugging()) {
      System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }
    try {
      session.stop();
    } finally {
      System.setErr(err);
    }
  }

  private static SparkSession start(String name, int localThreads) {
    SparkConf conf = new SparkConf(); // takes every system property that starts with spark.
    conf.setAppName(name);
    if (!conf.contains(MASTER)) {
      conf.set(MASTER, localThreads == ALL_CORES ? "local[*]" : "local[" + localThreads + "]");
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      // All tasks run in this process: nothing crosses a network, and there is one memory.
      conf.setIfMissing("spark.broadcast.checksum", "false");
      conf.setIfMissing("spark.task.maxDirectResultSize", "32m");
      // A task out of memory fails the job, which is told; it does not halt the process.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    quiet(conf);
    ROUNDS.forEach(conf::setIfMissing);
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      if (e
          instanceof IllegalArgumentException) { // among them: less memory than Spark needs itself
        throw new UserError("Spark refuses its settings: " + e.getMessage());
      }
      if (e instanceof SparkException) { // among them: a master that there is not
        throw new UserError("Spark does not start: " + e.getMessage());
      }
      throw e;
    }
  }
}
