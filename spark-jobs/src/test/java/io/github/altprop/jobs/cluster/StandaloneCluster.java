package io.github.altprop.jobs.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * A master and two workers, as processes on loopback. Each worker has an address of its own, so
 * that Spark takes them for two machines.
 */
final class StandaloneCluster implements AutoCloseable {
  static final int WORKERS = 2;

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final SparkHome home;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<LoggedProcess> processes = new ArrayList<>();
  private String url;

  private StandaloneCluster(SparkHome home, Path folder, Map<String, String> environment) {
    this.home = home;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Starts a cluster and waits until it is whole.
   *
   * @param folder for logs and scratch files
   * @param environment that its processes have besides ours
   */
  static StandaloneCluster start(SparkHome home, Path folder, Map<String, String> environment) {
    StandaloneCluster cluster = new StandaloneCluster(home, folder, environment);
    try {
      cluster.startMaster();
      for (int worker = 0; worker < WORKERS; worker++) {
        cluster.startWorker(worker);
      }
      for (LoggedProcess worker : cluster.workers()) {
        worker.readTo(line -> line.contains("Successfully registered with master"));
      }
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void startMaster() {
    LoggedProcess master =
        home.start(
            folder.resolve("master.log"),
            environment,
            "org.apache.spark.deploy.master.Master",
            List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    processes.add(master);
    Matcher found = MASTER.matcher(master.readTo(line -> MASTER.matcher(line).find()));
    if (found.find()) {
      url = found.group(1);
    }
  }

  /** Ends a worker and its executors as a machine that is switched off does. */
  void lose(int worker) {
    workers().get(worker).close();
  }

  /**
   * Tells a worker to give up its executors, as the operator of a machine about to go away does.
   */
  void decommission(int worker) {
    workers().get(worker).signal("PWR");
  }

  private void startWorker(int worker) {
    String name = "worker-" + worker;
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--host", host(worker), "--webui-port", "0"));
    arguments.addAll(List.of("--cores", "2", "--memory", "3g"));
    arguments.addAll(List.of("--work-dir", folder.resolve(name).toString(), url));
    processes.add(
        home.start(
            folder.resolve(name + ".log"),
            environment,
            "org.apache.spark.deploy.worker.Worker",
            arguments));
  }

  private List<LoggedProcess> workers() {
    return processes.subList(1, processes.size());
  }

  /** Settings of an application whose driver is this process, with two executors of one task. */
  SparkConf conf(String application) {
    return new SparkConf()
        .setAppName(application)
        .setMaster(url)
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.network.timeout", "600s")
        .set("spark.ui.enabled", "false")
        .set("spark.executor.cores", "1")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .set("spark.cores.max", "2")
        .set("spark.scheduler.minRegisteredResourcesRatio", "1.0");
  }

  String url() {
    return url;
  }

  /** The address of a worker and of the executors on it. */
  static String host(int worker) {
    return "127.0.0." + (2 + worker);
  }

  /** The process of an executor, if it runs on that worker. */
  Optional<ProcessHandle> executor(int worker, String id) {
    return workers().get(worker).children().stream()
        .filter(child -> executorId(child).equals(Optional.of(id)))
        .findFirst();
  }

  /** The processes of all executors on a worker. */
  List<ProcessHandle> executors(int worker) {
    return workers().get(worker).children().stream()
        .filter(child -> executorId(child).isPresent())
        .toList();
  }

  private static Optional<String> executorId(ProcessHandle process) {
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    int option = arguments.indexOf("--executor-id");
    return option < 0 ? Optional.empty() : Optional.of(arguments.get(option + 1));
  }

  @Override
  public void close() {
    processes.forEach(LoggedProcess::close);
  }
}
