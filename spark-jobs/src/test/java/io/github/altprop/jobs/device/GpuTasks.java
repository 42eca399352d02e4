package io.github.altprop.jobs.device;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Tasks that tell which GPU they were given. */
public final class GpuTasks {
  private GpuTasks() {}

  /** What tasks get that ask for a GPU, as those that compute with tensors do. */
  public static List<String> addresses(JavaSparkContext spark, int tasks) {
    return Devices.onGpus(given(spark, tasks)).collect();
  }

  /** What other tasks get. */
  public static List<String> addressesWithoutAsking(JavaSparkContext spark, int tasks) {
    return given(spark, tasks).collect();
  }

  private static JavaRDD<String> given(JavaSparkContext spark, int tasks) {
    return spark.parallelize(Collections.nCopies(tasks, 0), tasks).map(any -> own());
  }

  private static String own() {
    OptionalInt gpu = Devices.ofTask();
    return gpu.isPresent() ? Integer.toString(gpu.getAsInt()) : "none";
  }
}
