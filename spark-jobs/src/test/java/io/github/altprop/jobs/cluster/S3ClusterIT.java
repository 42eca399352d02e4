package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.s3.S3Process;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The application jar through {@code spark-submit} against an S3 server, each in processes of their
 * own. Only the environments of the server and of the drivers hold the credentials.
 */
@Tag("long")
class S3ClusterIT {
  private static final String BUCKET = "cluster";
  private static final String KEY = "ALTPROPCLUSTER";
  private static final String SECRET = "a/secret+of-the-cluster";
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);

  private static Path folder;
  private static LoggedProcess store;
  private static String endpoint;
  private static ClusterTrial local;
  private static ClusterTrial trial;
  private static Configuration configuration;

  @BeforeAll
  static void start() throws IOException {
    String schedule =
        """
        epochs: 3
        checkpoint: {everyRounds: 1}
        """;
    local = ClusterTrial.onDrawnImages("s3", 640, schedule);
    folder = ClusterTrial.folder("s3");
    store = startStore();
    String port = store.readTo(line -> line.startsWith(S3Process.SERVES));
    endpoint = "http://127.0.0.1:" + port.substring(S3Process.SERVES.length());
    configuration = new Configuration();
    configuration.set("fs.s3a.access.key", KEY);
    configuration.set("fs.s3a.secret.key", SECRET);
    configuration.set("fs.s3a.endpoint", endpoint);
    configuration.set("fs.s3a.path.style.access", "true");
    // Here, metrics are read while a driver writes them anew.
    configuration.set("fs.s3a.change.detection.mode", "none");
    reach(local.submissions());
    CREDENTIALS.forEach(local.submissions()::withVariable);
    trial = local.at(at(""));
    try (Stream<Path> images = Files.walk(folder.resolve("images"))) {
      for (Path image : images.filter(Files::isRegularFile).toList()) {
        at(folder.relativize(image).toString()).write(Files.readAllBytes(image));
      }
    }
    trial.shard(ClusterTrial.shardOptions(at("images").uri()));
  }

  private static LoggedProcess startStore() {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            S3Process.class.getName(),
            BUCKET);
    command.environment().putAll(CREDENTIALS);
    return LoggedProcess.start(command, folder.resolve("logs/store.log"));
  }

  private static void reach(Submissions submissions) {
    submissions
        .with("spark.hadoop.fs.s3a.endpoint", endpoint)
        .with("spark.hadoop.fs.s3a.path.style.access", "true");
  }

  @AfterAll
  static void stop() {
    if (local != null) {
      local.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @Test
  void aDriverKilledAndResumedEndsInTheBitsOfLocalFilesAndTellsNoSecret() throws IOException {
    new Kills(trial).driver("run", 2, 4, 1);

    trial.assertAsHere("run");
    List<String> measured = List.of("--run", at("run").uri(), "--data", trial.data());
    client("evaluate", measured);
    client("report", List.of("--run", at("run").uri(), "--output", at("report.html").uri()));
    assertThat(at("run/reports").list()).contains("evaluation.csv");
    assertThat(at("report.html").readText()).contains("<html", "small");
    assertNoSecretIn(at(""));
    assertNoSecretBelow(folder);
  }

  /** A driver there gets nothing of the submission's environment but what begins with SPARK_. */
  @Test
  void aDriverOnTheClusterTakesTheCredentialsOfItsSparkWorker() throws IOException {
    SparkHome home = SparkHome.ofBuild();
    Path own = folder.resolve("cluster-mode");
    try (StandaloneCluster cluster =
            StandaloneCluster.start(home, own.resolve("spark"), CREDENTIALS);
        Submissions submissions = new Submissions(home, cluster, own.resolve("logs"))) {
      reach(submissions);
      submissions
          .cluster(trial.train("on-the-cluster"))
          .readTo(line -> line.matches(".* State of driver \\S+ is FINISHED.*"));
    }

    trial.assertAsHere("on-the-cluster");
    assertNoSecretBelow(own);
  }

  private static void client(String command, List<String> options) {
    ClusterTrial.succeeds(
        trial.submissions().client(Stream.concat(Stream.of(command), options.stream()).toList()));
  }

  private static void assertNoSecretIn(Location place) throws IOException {
    for (FileStatus status : place.statuses()) {
      Location below = place.child(status.getPath().getName());
      if (status.isDirectory()) {
        assertNoSecretIn(below);
      } else {
        assertNoSecretIn(below.toString(), below.read());
      }
    }
  }

  private static void assertNoSecretBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      // Spark hands each executor the application jar.
      for (Path file :
          files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".jar")).toList()) {
        assertNoSecretIn(file.toString(), Files.readAllBytes(file));
      }
    }
  }

  private static void assertNoSecretIn(String name, byte[] content) {
    assertThat(new String(content, StandardCharsets.ISO_8859_1))
        .as(name)
        .doesNotContain(KEY, SECRET);
  }

  private static Location at(String path) {
    return Location.of("s3a://" + BUCKET + "/" + path, configuration);
  }
}
