package io.github.altprop.jobs.device;

import io.github.altprop.jobs.UserError;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * GPUs as Spark hands them out on a cluster. An application has them if {@code
 * spark.executor.resource.gpu.amount} is set: one an executor. Then the tasks that compute with
 * tensors ask for one each, and no others do.
 */
final class Devices {
  static final String AMOUNT = "spark.executor.resource.gpu.amount";

  private static final String RESOURCE = "gpu";

  private Devices() {}

  /**
   * Whether the executors of an application have GPUs.
   *
   * @throws UserError if they have several each
   */
  static boolean handedOut(SparkConf conf) {
    int amount = conf.getInt(AMOUNT, 0);
    if (amount > 1) {
      throw new UserError(
          AMOUNT + " is " + amount + "; expected 1: an executor computes on one GPU");
    }
    return amount == 1;
  }

  /** The same tasks, each of which needs a GPU for itself. */
  static <T> JavaRDD<T> onGpus(JavaRDD<T> tasks) {
    TaskResourceRequests needs = new TaskResourceRequests().resource(RESOURCE, 1);
    return tasks.withResources(new ResourceProfileBuilder().require(needs).build());
  }

  /** The index of the GPU that the running task was given, if it was given one. */
  static OptionalInt ofTask() {
    ResourceInformation given = TaskContext.get().resourcesJMap().get(RESOURCE);
    return given == null ? OptionalInt.empty() : OptionalInt.of(index(given.addresses()[0]));
  }

  private static int index(String address) {
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw new UserError(
          "Spark's discovery script calls a GPU '"
              + address
              + "'; expected its index, as conf/spark/gpu-discovery prints",
          e);
    }
  }
}
