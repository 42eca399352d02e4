package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A cluster, a data set, an experiment, and the run that {@code bin/altprop} makes of them, with
 * which runs on the cluster are compared. Data, runs and logs lie in a folder below {@code
 * spark-jobs/target/cluster}, which is kept until the next time.
 */
final class ClusterTrial implements AutoCloseable {
  private static final String EXPERIMENT = "experiment.yaml";

  /** Quickly trained; how long and with which checkpoints is for each test to add. */
  private static final String SMALL =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 96, hidden: 2}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 32
      averaging: {period: 2, workers: 2}
      metrics: {anglesEvery: 10}
      """;

  private final StandaloneCluster cluster;
  private final Submissions submissions;
  private final RunFiles here;

  /** Where experiment, data and runs lie. */
  private final Location root;

  private ClusterTrial(
      StandaloneCluster cluster, Submissions submissions, RunFiles here, Location root) {
    this.cluster = cluster;
    this.submissions = submissions;
    this.here = here;
    this.root = root;
  }

  /** The folder of a trial. */
  static Path folder(String name) {
    return SparkHome.ROOT.resolve("spark-jobs/target/cluster").resolve(name);
  }

  /**
   * Starts a trial of a small network on drawn images.
   *
   * @param name of its folder
   * @param images in the training split
   * @param schedule epochs and checkpoints, as YAML
   */
  static ClusterTrial onDrawnImages(String name, int images, String schedule) {
    Path drawn = DrawnImages.write(emptied(folder(name)).resolve("images"), images, 64);
    return start(folder(name), SMALL + schedule, shardOptions(drawn.toString()));
  }

  /** How drawn images are sharded. */
  static String[] shardOptions(String images) {
    return new String[] {"--dataset", "image-folder", "--source", images, "--size", "32"};
  }

  /**
   * Starts a trial of any experiment on any data.
   *
   * @param name of its folder
   * @param experiment as YAML
   * @param shardOptions all but the output
   */
  static ClusterTrial start(String name, String experiment, String... shardOptions) {
    return start(emptied(folder(name)), experiment, shardOptions);
  }

  private static ClusterTrial start(Path folder, String experiment, String... shardOptions) {
    SparkHome home = SparkHome.ofBuild();
    StandaloneCluster cluster = StandaloneCluster.start(home, folder.resolve("spark"), Map.of());
    Submissions submissions = new Submissions(home, cluster, folder.resolve("logs"));
    Location root = Location.of(folder.toString(), new Configuration());
    RunFiles here = new RunFiles(root.child("here"));
    ClusterTrial trial = new ClusterTrial(cluster, submissions, here, root);
    try {
      root.child(EXPERIMENT).write(experiment);
      trial.shard(shardOptions);
      succeeds(submissions.here(trial.train("here", "--workers", "2")));
      return trial;
    } catch (RuntimeException | Error e) {
      trial.close();
      throw e;
    }
  }

  /** The same trial with the same experiment, but data and runs of its own at another place. */
  ClusterTrial at(Location place) {
    place.child(EXPERIMENT).write(root.child(EXPERIMENT).read());
    return new ClusterTrial(cluster, submissions, here, place);
  }

  /**
   * Shards data on the cluster.
   *
   * @param options all but the output
   */
  void shard(String... options) {
    List<String> line = new ArrayList<>(List.of("shard", "--output", data()));
    line.addAll(List.of(options));
    succeeds(submissions.client(line));
  }

  StandaloneCluster cluster() {
    return cluster;
  }

  Submissions submissions() {
    return submissions;
  }

  /** The command line that trains into a run of that name. */
  List<String> train(String run, String... more) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("train", "--conf", root.child(EXPERIMENT).uri()));
    line.addAll(List.of("--data", data(), "--output", root.child(run).uri()));
    line.addAll(List.of(more));
    return line;
  }

  /** The command line that trains the experiment with two seeds into a sweep of that name. */
  List<String> sweep(String name, String... more) {
    root.child("sweep.yaml")
        .write("{name: two, experiments: {small: " + EXPERIMENT + "}, seeds: [1, 2]}");
    List<String> line = new ArrayList<>();
    line.addAll(List.of("sweep", "--conf", root.child("sweep.yaml").uri()));
    line.addAll(List.of("--data", data(), "--output", root.child(name).uri()));
    line.addAll(List.of(more));
    return line;
  }

  /** What a file of a run or a sweep holds. */
  String text(String path) {
    return root.child(path).readText();
  }

  RunFiles run(String name) {
    return new RunFiles(root.child(name));
  }

  /** Expects a run to hold what {@code bin/altprop} computed, in every bit. */
  void assertAsHere(String name) {
    assertThat(run(name).metrics()).isEqualTo(here.metrics());
    assertThat(run(name).weights()).isEqualTo(here.weights());
  }

  /** Waits for the end of a command and expects that it worked. */
  static void succeeds(LoggedProcess command) {
    assertThat(command.exitCode()).as(command.toString()).isZero();
  }

  String data() {
    return root.child("data").uri();
  }

  private static Path emptied(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    submissions.close();
    cluster.close();
  }
}
