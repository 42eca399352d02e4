package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.device.GpuTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Spark hands out GPUs, on a machine whose nvidia-smi is a script that counts to two. */
@Tag("in-process")
class GpuSchedulingIT {
  private static final String NVIDIA_SMI = "#!/bin/sh\necho 0\necho 1\n";

  @TempDir private Path folder;

  @Test
  void eachTensorTaskGetsAGpuOfItsOwnAndOtherTasksNone() throws IOException {
    try (JavaSparkContext spark = new JavaSparkContext(conf(discovery()))) {
      assertThat(GpuTasks.addresses(spark, 2)).containsExactlyInAnyOrder("0", "1");
      assertThat(GpuTasks.addressesWithoutAsking(spark, 2)).containsExactly("none", "none");
      assertThat(GpuTasks.described(spark, 2))
          .isEqualTo("gpu:0: pretended card 0; gpu:1: pretended card 1");
    }
  }

  /** One Spark worker with two GPUs, and on it two executors with one each. */
  private static SparkConf conf(Path discovery) {
    return new SparkConf()
        .setAppName("GPUs")
        .setMaster("local-cluster[1,2,1024]")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.ui.enabled", "false")
        .set("spark.executor.cores", "1")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraJavaOptions", "-Daltprop.pretendedGpus=2")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .set("spark.cores.max", "2")
        .set("spark.worker.resource.gpu.amount", "2")
        .set("spark.worker.resource.gpu.discoveryScript", discovery.toString())
        .set("spark.executor.resource.gpu.amount", "1");
  }

  /** The script that altprop ships, with the false nvidia-smi before it on the path. */
  private Path discovery() throws IOException {
    script("nvidia-smi", NVIDIA_SMI);
    Path shipped = SparkHome.ROOT.resolve("conf/spark/gpu-discovery");
    return script(
        "discovery",
        String.join("\n", List.of("#!/bin/sh", "PATH=" + folder + ":$PATH " + shipped)));
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
