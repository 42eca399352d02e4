package io.github.altprop.jobs.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Command lines of altprop as a user starts them: by {@code spark-submit} on a cluster and by
 * {@code bin/altprop} on this machine, each with two workers of one thread.
 */
final class Submissions implements AutoCloseable {
  private static final Path JAR = SparkHome.ROOT.resolve("spark-jobs/target/altprop.jar");

  private final SparkHome home;
  private final StandaloneCluster cluster;
  private final Path logs;
  private final Map<String, String> conf = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<LoggedProcess> started = new ArrayList<>();

  Submissions(SparkHome home, StandaloneCluster cluster, Path logs) {
    this.home = home;
    this.cluster = cluster;
    this.logs = logs;
    conf.put("spark.driver.memory", "1g");
    conf.put("spark.executor.memory", "1g");
    conf.put("spark.executor.cores", "1");
    conf.put("spark.cores.max", "2");
    conf.put("spark.standalone.submit.waitAppCompletion", "true");
    conf.put("spark.network.timeout", "600s");
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.driver.host", "127.0.0.1");
  }

  /** Adds a setting to those of all submissions after this one. */
  Submissions with(String key, String value) {
    conf.put(key, value);
    return this;
  }

  /** Adds a variable to the environment of all submissions after this one. */
  Submissions withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** {@code spark-submit} with the driver in the submitting process. */
  LoggedProcess client(List<String> arguments) {
    return submit("client", arguments);
  }

  /** {@code spark-submit} with the driver in a process of a cluster's worker. */
  LoggedProcess cluster(List<String> arguments) {
    return submit("cluster", arguments);
  }

  private LoggedProcess submit(String mode, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("--master", cluster.url(), "--deploy-mode", mode));
    conf.forEach((key, value) -> line.addAll(List.of("--conf", key + "=" + value)));
    line.addAll(List.of("--class", "io.github.altprop.jobs.cli.Altprop", JAR.toString()));
    line.addAll(arguments);
    return kept(
        home.start(
            log("submit-" + mode), environment, "org.apache.spark.deploy.SparkSubmit", line));
  }

  /** {@code bin/altprop}, which finds two processors and so gives each of two workers one. */
  LoggedProcess here(List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(SparkHome.ROOT.resolve("bin/altprop").toString()));
    line.addAll(arguments);
    ProcessBuilder command = new ProcessBuilder(line);
    command.environment().put("ALTPROP_JAVA_OPTIONS", "-XX:ActiveProcessorCount=2");
    command.environment().put("ALTPROP_MEMORY", "1g");
    return kept(LoggedProcess.start(command, log("here")));
  }

  private Path log(String what) {
    return logs.resolve(String.format("%02d-%s.log", started.size(), what));
  }

  private LoggedProcess kept(LoggedProcess process) {
    started.add(process);
    return process;
  }

  @Override
  public void close() {
    started.forEach(LoggedProcess::close);
  }
}
