package io.github.altprop.jobs.device;

import io.github.altprop.jobs.UserError;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Precision;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Where the tasks of an application compute: on processors; on GPUs of this machine, task i of a
 * job on the i-th modulo their number; or on the GPU that Spark gives a task's executor.
 *
 * @param rule which of the three
 * @param gpus CUDA's numbers of this machine's GPUs, for {@link Rule#GPUS_HERE}
 */
public record Placement(Rule rule, List<Integer> gpus) implements Serializable {
  /** Who says where a task computes. */
  public enum Rule {
    PROCESSORS,
    GPUS_HERE,
    GPUS_OF_SPARK
  }

  /** All tasks on processors. */
  public static final Placement PROCESSORS = new Placement(Rule.PROCESSORS, List.of());

  private static final Placement GPUS_OF_SPARK = new Placement(Rule.GPUS_OF_SPARK, List.of());

  public Placement {
    gpus = List.copyOf(gpus);
  }

  /**
   * Where a user's tasks compute. On this machine everything is checked; on a cluster only what
   * Spark's settings say, because its machines are not this one.
   *
   * @param precisions that the tasks compute in
   * @throws UserError if that cannot be, with every engine's reason
   */
  public static Placement of(
      WantedDevice wanted, JavaSparkContext spark, Set<Precision> precisions) {
    if (spark.isLocal()) {
      return here(wanted, precisions);
    }
    return onCluster(wanted, spark.getConf());
  }

  /**
   * What a user wants to know of this machine's GPUs that the tasks do not compute on, though
   * nobody asked for processors: a line each, with every engine's reason.
   */
  public List<String> leftAside(WantedDevice wanted, Set<Precision> precisions) {
    if (rule == Rule.GPUS_OF_SPARK || wanted.equals(WantedDevice.CPU) || wanted.isOneGpu()) {
      return List.of();
    }
    return IntStream.range(0, Engines.devices(Device.Kind.GPU))
        .filter(gpu -> !gpus.contains(gpu))
        .mapToObj(gpu -> obstacle(Device.gpu(gpu), precisions).map(why -> aside(gpu, why)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String aside(int gpu, String why) {
    return Device.gpu(gpu) + " is left aside: " + why;
  }

  /** The same on a cluster. */
  static Placement onCluster(WantedDevice wanted, SparkConf conf) {
    boolean handedOut = Devices.handedOut(conf);
    if (wanted.isOneGpu()) {
      throw new UserError(
          "--device is " + wanted + " but on a cluster Spark hands GPUs out: say --device gpu");
    }
    if (wanted.equals(WantedDevice.GPU) && !handedOut) {
      throw new UserError(
          "--device is gpu but Spark hands no GPUs out: set "
              + Devices.AMOUNT
              + " to 1 (docs/gpus.md)");
    }
    return handedOut && !wanted.equals(WantedDevice.CPU) ? GPUS_OF_SPARK : PROCESSORS;
  }

  /** The same, for tasks on this machine. */
  static Placement here(WantedDevice wanted, Set<Precision> precisions) {
    if (wanted.equals(WantedDevice.CPU)) {
      return processors(precisions);
    }
    if (wanted.equals(WantedDevice.AUTO)) {
      List<Integer> gpus =
          usable().stream().filter(gpu -> obstacle(Device.gpu(gpu), precisions).isEmpty()).toList();
      return gpus.isEmpty() ? instead(precisions) : new Placement(Rule.GPUS_HERE, gpus);
    }
    Optional<String> none = Engines.obstacle(Device.Kind.GPU);
    if (none.isPresent()) {
      throw new UserError(
          "--device is " + wanted + " but no engine computes on GPUs here: " + none.get());
    }
    List<Integer> usable = usable();
    List<Integer> gpus =
        wanted.isOneGpu() ? List.of(one(wanted)) : usable.isEmpty() ? List.of(0) : usable;
    gpus.forEach(gpu -> require(Device.gpu(gpu), precisions));
    return new Placement(Rule.GPUS_HERE, gpus);
  }

  /** How many tasks have a GPU for themselves on this machine; 0 for processors. */
  public static int gpusHere(WantedDevice wanted) {
    return wanted.equals(WantedDevice.CPU) ? 0 : wanted.isOneGpu() ? 1 : usable().size();
  }

  private static int one(WantedDevice wanted) {
    int there = Engines.devices(Device.Kind.GPU);
    if (wanted.gpu() >= there) {
      throw new UserError(
          "--device is "
              + wanted
              + " but this machine has "
              + (there == 1 ? "one GPU, gpu:0" : there + " GPUs, gpu:0 to gpu:" + (there - 1)));
    }
    return wanted.gpu();
  }

  /** GPUs that some engine computes on in some precision. */
  private static List<Integer> usable() {
    return IntStream.range(0, Engines.devices(Device.Kind.GPU))
        .filter(gpu -> Engines.obstacle(Device.gpu(gpu), Precision.FLOAT32).isEmpty())
        .boxed()
        .toList();
  }

  private static Placement processors(Set<Precision> precisions) {
    require(Device.CPU, precisions);
    return PROCESSORS;
  }

  /** Processors, where no GPU can be used; if they will not do either, both reasons are told. */
  private static Placement instead(Set<Precision> precisions) {
    Optional<String> processors = obstacle(Device.CPU, precisions);
    if (processors.isPresent()) {
      String gpus =
          Engines.obstacle(Device.Kind.GPU)
              .orElseGet(() -> obstacle(Device.gpu(0), precisions).orElse(""));
      throw new UserError(processors.get() + "; and on GPUs: " + gpus);
    }
    return PROCESSORS;
  }

  private static void require(Device device, Set<Precision> precisions) {
    obstacle(device, precisions)
        .ifPresent(
            obstacle -> {
              throw new UserError(obstacle);
            });
  }

  private static Optional<String> obstacle(Device device, Set<Precision> precisions) {
    for (Precision precision : new TreeSet<>(precisions)) {
      Optional<String> obstacle = Engines.obstacle(device, precision);
      if (obstacle.isPresent()) {
        return Optional.of(
            "no engine computes on " + device + " in " + precision + ": " + obstacle.get());
      }
    }
    return Optional.empty();
  }

  public boolean onProcessors() {
    return rule == Rule.PROCESSORS;
  }

  /** The same tasks, which ask Spark for what they need. */
  public <T> JavaRDD<T> placed(JavaRDD<T> tasks) {
    return rule == Rule.GPUS_OF_SPARK ? Devices.onGpus(tasks) : tasks;
  }

  /**
   * The device of the running task.
   *
   * @throws UserError if Spark gave it none
   */
  public Device ofTask() {
    return switch (rule) {
      case PROCESSORS -> Device.CPU;
      case GPUS_HERE -> Device.gpu(gpus.get(TaskContext.getPartitionId() % gpus.size()));
      case GPUS_OF_SPARK ->
          Device.gpu(
              Devices.ofTask()
                  .orElseThrow(() -> new UserError("Spark gave a task no GPU: " + Devices.AMOUNT)));
    };
  }

  /**
   * An engine on the device of the running task.
   *
   * @param threads for processors
   * @throws UserError if no engine computes there, with every engine's reason
   */
  public static Engine open(Device device, int threads, Precision precision) {
    require(device, Set.of(precision));
    return Engines.open(device, threads, precision);
  }

  /**
   * What some workers would compute on, in words: each device once. Opens an engine on each, so
   * that what is wrong with one is known before anything is written.
   *
   * @throws UserError if there is something wrong
   */
  public String describe(JavaSparkContext spark, int workers, Precision precision) {
    if (rule == Rule.GPUS_OF_SPARK) {
      List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
      JavaRDD<String> told =
          spark.parallelize(numbers, workers).map(number -> describe(ofTask(), precision));
      return joined(placed(told).collect());
    }
    return joined(
        IntStream.range(0, Math.min(workers, gpus.size()))
            .mapToObj(i -> describe(Device.gpu(gpus.get(i)), precision))
            .toList());
  }

  /** The same for the running task alone. */
  public String describeOfTask(Precision precision) {
    return describe(ofTask(), precision);
  }

  private static String describe(Device device, Precision precision) {
    try (Engine engine = open(device, 1, precision)) {
      return device + ": " + engine.description();
    }
  }

  private static String joined(List<String> descriptions) {
    return new TreeSet<>(descriptions).stream().collect(Collectors.joining("; "));
  }
}
