package io.github.altprop.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Spark distribution as far as clusters need one: the jars, which the build lays out, and the
 * settings that altprop ships.
 */
final class SparkHome {
  /** The repository. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** What the launcher prints before the words of a command, each of which ends in a NUL. */
  private static final String START = "\0\n";

  private final Path folder;

  private SparkHome(Path folder) {
    this.folder = folder;
  }

  /**
   * The distribution that the build laid out: that of Spark 3.5, or with -Pspark4 that of Spark 4.
   */
  static SparkHome ofBuild() {
    Path folder = Path.of(System.getenv("SPARK_HOME"));
    try {
      Path conf = Files.createDirectories(folder.resolve("conf"));
      Files.writeString(folder.resolve("RELEASE"), "Spark for tests\n");
      Files.copy(
          ROOT.resolve("conf/spark/spark-defaults.conf"),
          conf.resolve("spark-defaults.conf"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          ROOT.resolve("spark-jobs/src/test/resources/cluster/log4j2.properties"),
          conf.resolve("log4j2.properties"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SparkHome(folder);
  }

  Path folder() {
    return folder;
  }

  /**
   * Starts a main class of Spark, as {@code bin/spark-class} does.
   *
   * @param environment of the process besides ours and Spark's
   */
  LoggedProcess start(
      Path log, Map<String, String> environment, String mainClass, List<String> arguments) {
    ProcessBuilder command = new ProcessBuilder(expand(mainClass, arguments));
    command.environment().putAll(environment());
    command.environment().putAll(environment);
    return LoggedProcess.start(command, log);
  }

  /** The Java command that Spark's launcher makes of a main class and its arguments. */
  private List<String> expand(String mainClass, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of(java(), "-Xshare:auto", "-cp", folder.resolve("jars") + "/*"));
    line.addAll(List.of("org.apache.spark.launcher.Main", mainClass));
    line.addAll(arguments);
    ProcessBuilder launcher = new ProcessBuilder(line);
    launcher.environment().putAll(environment());
    launcher.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = launcher.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return List.of(printed.substring(printed.indexOf(START) + START.length()).split("\0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        folder.toString(),
        "SPARK_CONF_DIR",
        folder.resolve("conf").toString(),
        "SPARK_SCALA_VERSION",
        System.getenv("SPARK_SCALA_VERSION"),
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_DAEMON_MEMORY",
        "256m",
        // A machine that stood still for a while has lost no worker; SIGPWR decommissions one.
        "SPARK_DAEMON_JAVA_OPTS",
        "-Dspark.worker.timeout=600 -Dspark.decommission.enabled=true");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
