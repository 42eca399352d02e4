package io.github.altprop.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.tensor.Precision;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  private static final Set<Precision> FLOAT32 = Set.of(Precision.FLOAT32);

  @AfterEach
  void noGpus() {
    PretendedGpus.pretend(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "GPU", "gpu:", "gpu:-1", "gpu:x", "gpu:1:2", "", "cpu:0"})
  void anyOtherWordIsRefused(String word) {
    assertThatThrownBy(() -> new WantedDevice(word))
        .isInstanceOf(UserError.class)
        .hasMessage("--device is " + word + " but must be auto, cpu, gpu or gpu:N");
  }

  @Test
  void withoutGpusAllComputesOnProcessors() {
    assertThat(Placement.here(WantedDevice.AUTO, FLOAT32)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.here(WantedDevice.CPU, FLOAT32)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.gpusHere(WantedDevice.AUTO)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "gpu:0"})
  void withoutGpusEveryEngineSaysWhy(String device) {
    refused(
        device,
        FLOAT32,
        "--device is " + device + " but no engine computes on GPUs here: ",
        "cpu: computes on processors only",
        "nd4j: ",
        "pretended: the driver is not installed");
  }

  @Test
  void gpusThatCannotBeUsedAreLeftOut() {
    PretendedGpus.pretend(4);

    assertThat(Placement.here(WantedDevice.GPU, FLOAT32).gpus()).containsExactly(0, 1, 3);
    assertThat(Placement.here(WantedDevice.AUTO, FLOAT32).gpus()).containsExactly(0, 1, 3);
    assertThat(Placement.here(new WantedDevice("gpu:3"), FLOAT32).gpus()).containsExactly(3);
    assertThat(Placement.here(WantedDevice.CPU, FLOAT32)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.gpusHere(WantedDevice.GPU)).isEqualTo(3);
    assertThat(Placement.gpusHere(new WantedDevice("gpu:3"))).isEqualTo(1);
    assertThat(Placement.gpusHere(WantedDevice.CPU)).isZero();
    refused(
        "gpu:2",
        FLOAT32,
        "no engine computes on gpu:2 in float32: ",
        "pretended: compute capability 3.0 is below 7.5");
  }

  @Test
  void gpusThatNobodyForbadeAreLeftAsideWithAReason() {
    PretendedGpus.pretend(4);
    Set<Precision> float64 = Set.of(Precision.FLOAT64);

    assertThat(Placement.here(WantedDevice.AUTO, FLOAT32).leftAside(WantedDevice.AUTO, FLOAT32))
        .singleElement()
        .asString()
        .startsWith("gpu:2 is left aside: no engine computes on gpu:2 in float32: ")
        .contains("pretended: compute capability 3.0 is below 7.5");
    assertThat(Placement.here(WantedDevice.AUTO, float64).leftAside(WantedDevice.AUTO, float64))
        .hasSize(4);
    assertThat(Placement.PROCESSORS.leftAside(WantedDevice.CPU, FLOAT32)).isEmpty();
    PretendedGpus.pretend(0);
    assertThat(Placement.PROCESSORS.leftAside(WantedDevice.AUTO, FLOAT32)).isEmpty();
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    PretendedGpus.pretend(1);
    refused("gpu:1", FLOAT32, "--device is gpu:1 but this machine has one GPU, gpu:0");
    PretendedGpus.pretend(2);
    refused("gpu:7", FLOAT32, "--device is gpu:7 but this machine has 2 GPUs, gpu:0 to gpu:1");
  }

  @Test
  void aPrecisionThatIsNotOfferedIsRefusedOrComputedElsewhere() {
    PretendedGpus.pretend(1);
    Set<Precision> float64 = Set.of(Precision.FLOAT64);
    Set<Precision> tf32 = Set.of(Precision.TF32);

    refused(
        "gpu",
        float64,
        "no engine computes on gpu:0 in float64: ",
        "pretended: does not compute in float64");
    refused("cpu", tf32, "no engine computes on cpu in tf32: ", "cpu: does not compute in tf32");
    assertThat(Placement.here(WantedDevice.AUTO, float64)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.here(WantedDevice.AUTO, tf32).gpus()).containsExactly(0);
    PretendedGpus.pretend(0);
    refused(
        "auto",
        tf32,
        "no engine computes on cpu in tf32: ",
        "; and on GPUs: ",
        "cpu: computes on processors only",
        "pretended: the driver is not installed");
  }

  @Test
  void longTasksTakeTheGpuWithTheFewestTakers() {
    Placement three = new Placement(Placement.Rule.GPUS_HERE, java.util.List.of(0, 1, 3));
    GpuLease first = GpuLease.of(three);
    GpuLease second = GpuLease.of(three);
    GpuLease third = GpuLease.of(three);
    second.close();
    try (first;
        third;
        GpuLease again = GpuLease.of(three)) {
      assertThat(first.placement().gpus()).containsExactly(0);
      assertThat(third.placement().gpus()).containsExactly(3);
      assertThat(again.placement().gpus()).containsExactly(1);
    }
    try (GpuLease none = GpuLease.of(Placement.PROCESSORS)) {
      assertThat(none.placement()).isEqualTo(Placement.PROCESSORS);
    }
  }

  @Test
  void onAClusterSparkSaysWhereTasksCompute() {
    SparkConf without = new SparkConf(false);
    SparkConf with = new SparkConf(false).set("spark.executor.resource.gpu.amount", "1");

    assertThat(Placement.onCluster(WantedDevice.AUTO, without)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.onCluster(WantedDevice.CPU, with)).isEqualTo(Placement.PROCESSORS);
    assertThat(Placement.onCluster(WantedDevice.AUTO, with).rule())
        .isEqualTo(Placement.Rule.GPUS_OF_SPARK);
    assertThat(Placement.onCluster(WantedDevice.GPU, with).rule())
        .isEqualTo(Placement.Rule.GPUS_OF_SPARK);
    assertThatThrownBy(() -> Placement.onCluster(WantedDevice.GPU, without))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--device is gpu but Spark hands no GPUs out: set spark.executor");
    assertThatThrownBy(() -> Placement.onCluster(new WantedDevice("gpu:1"), with))
        .isInstanceOf(UserError.class)
        .hasMessage("--device is gpu:1 but on a cluster Spark hands GPUs out: say --device gpu");
    assertThatThrownBy(
            () ->
                Placement.onCluster(
                    WantedDevice.AUTO, with.set("spark.executor.resource.gpu.amount", "2")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("amount is 2; expected 1: an executor computes on one GPU");
  }

  private static void refused(String device, Set<Precision> precisions, String... parts) {
    assertThatThrownBy(() -> Placement.here(new WantedDevice(device), precisions))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts)
        .message()
        .hasLineCount(1);
  }
}
