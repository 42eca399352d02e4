package io.github.altprop.jobs.device;

import io.github.altprop.training.tensor.Precision;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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

  /** What workers are said to compute on, on executors whose GPUs are pretended. */
  public static String described(JavaSparkContext spark, int workers) {
    return Placement.of(WantedDevice.GPU, spark, Set.of(Precision.FLOAT32))
        .describe(spark, workers, Precision.FLOAT32);
  }

  private static JavaRDD<String> given(JavaSparkContext spark, int tasks) {
    return spark.parallelize(Collections.nCopies(tasks, 0), tasks).map(any -> own());
  }

  private static String own() {
    OptionalInt gpu = Devices.ofTask();
    return gpu.isPresent() ? Integer.toString(gpu.getAsInt()) : "none";
  }
}
