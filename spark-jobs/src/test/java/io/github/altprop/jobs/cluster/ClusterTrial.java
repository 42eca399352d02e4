package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster, a data set, an experiment, and the run that {@code bin/altprop} makes of them, with
 * which runs on the cluster are compared. Data, runs and logs lie in a folder below {@code
 * spark-jobs/target/cluster}, which is kept until the next time.
 */
final class ClusterTrial implements AutoCloseable {
  private final Path folder;
  private final StandaloneCluster cluster;
  private final Submissions submissions;

  private ClusterTrial(Path folder, StandaloneCluster cluster, Submissions submissions) {
    this.folder = folder;
    this.cluster = cluster;
    this.submissions = submissions;
  }

  /** The folder of a trial, with nothing in it. */
  static Path folder(String name) {
    return emptied(SparkHome.ROOT.resolve("spark-jobs/target/cluster").resolve(name));
  }

  /**
   * Starts a cluster and shards data on it.
   *
   * @param folder of the trial
   * @param experiment as YAML
   * @param shardOptions all but the output
   */
  static ClusterTrial start(Path folder, String experiment, String... shardOptions) {
    SparkHome home = SparkHome.ofBuild();
    StandaloneCluster cluster = StandaloneCluster.start(home, folder.resolve("spark"));
    Submissions submissions = new Submissions(home, cluster, folder.resolve("logs"));
    ClusterTrial trial = new ClusterTrial(folder, cluster, submissions);
    try {
      Files.writeString(folder.resolve("experiment.yaml"), experiment);
      List<String> shard = new ArrayList<>(List.of("shard", "--output", trial.data()));
      shard.addAll(List.of(shardOptions));
      succeeds(submissions.client(shard));
      succeeds(submissions.here(trial.train("here", "--workers", "2")));
      return trial;
    } catch (IOException e) {
      trial.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      trial.close();
      throw e;
    }
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
    line.addAll(List.of("train", "--conf", folder.resolve("experiment.yaml").toString()));
    line.addAll(List.of("--data", data(), "--output", folder.resolve(run).toString()));
    line.addAll(List.of(more));
    return line;
  }

  RunFiles run(String name) {
    return new RunFiles(folder.resolve(name));
  }

  /** Expects a run to hold what {@code bin/altprop} computed, in every bit. */
  void assertAsHere(String name) {
    assertThat(run(name).metrics()).isEqualTo(run("here").metrics());
    assertThat(run(name).weights()).isEqualTo(run("here").weights());
  }

  /** Waits for the end of a command and expects that it worked. */
  static void succeeds(LoggedProcess command) {
    assertThat(command.exitCode()).as(command.toString()).isZero();
  }

  private String data() {
    return folder.resolve("data").toString();
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
