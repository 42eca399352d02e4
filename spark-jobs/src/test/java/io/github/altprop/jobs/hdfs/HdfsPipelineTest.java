package io.github.altprop.jobs.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.cli.Outcome;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.shard.ImageTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on HDFS: a name node and a data node in this process, spoken to over loopback. */
class HdfsPipelineTest {
  private static final String EXPERIMENT =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 12, hidden: 2}
      rule: fa
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 4
      epochs: 1
      averaging: {workers: 2, period: 1}
      checkpoint: {everyRounds: 1}
      """;
  private static final Map<String, String> CLIENT =
      Map.of(
          "dfs.replication", "1",
          // How long until the name node is asked again whether it knows of the end of a file.
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10");

  private static final String NEWEST = "/checkpoints/round-000003";

  @TempDir static Path folder;
  private static Configuration configuration;
  private static MiniDFSCluster cluster;

  /** Folder of that file system in which all of this happens. */
  private static String root;

  @BeforeAll
  static void start() throws IOException {
    configuration = SparkSessions.context().hadoopConfiguration();
    CLIENT.forEach(configuration::set);
    Configuration nodes = new Configuration();
    nodes.set("dfs.namenode.edits.noeditlogchannelflush", "true"); // nobody pulls the plug here
    cluster = new MiniDFSCluster.Builder(nodes, folder.resolve("nodes").toFile()).build();
    root = cluster.getURI() + "/altprop";
    Path tree = folder.resolve("tree");
    ImageTrees.writeTree(tree);
    copy(tree, at("tree"));
    at("small.yaml").write(EXPERIMENT);
    succeed(shard(root + "/tree", root + "/data"));
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
    CLIENT.keySet().forEach(configuration::unset);
  }

  @Test
  void aTreeThereGivesTheShardsOfATreeHere() throws IOException {
    Path here = folder.resolve("data");
    succeed(shard(folder.resolve("tree").toString(), here.toString()));

    try (Stream<Path> files = Files.walk(here)) {
      List<Path> shards = files.filter(f -> f.toString().endsWith(".parquet")).toList();
      assertThat(shards).hasSizeGreaterThan(1);
      for (Path shard : shards) {
        assertThat(at("data/" + here.relativize(shard)).read())
            .isEqualTo(Files.readAllBytes(shard));
      }
    }
    assertThat(succeed(shard(root + "/tree", root + "/data"))).contains("already there");
  }

  @Test
  void aRunThereHoldsTheBitsOfARunHere() throws IOException {
    String here = folder.resolve("run").toString();
    succeed(train("run"));
    succeed("train", "--conf", root + "/small.yaml", "--data", root + "/data", "--output", here);
    succeed("evaluate", "--run", root + "/run", "--data", root + "/data");
    succeed("report", "--run", root + "/run", "--output", root + "/report.html");

    for (String part : List.of("parameters", "optimizer", "rule")) {
      String file = NEWEST + "/" + part + ".safetensors";
      assertThat(at("run" + file).read()).isEqualTo(Files.readAllBytes(Path.of(here + file)));
    }
    assertThat(at("run").list())
        .containsExactly(
            "checkpoints", "experiment.yaml", "metrics.jsonl", "provenance.json", "reports");
    assertThat(at("report.html").readText()).contains("<html", "small");
    assertThat(namesBelow("run")).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aHalfWrittenCheckpointIsPassedOverAndMadeAgain() {
    succeed(train("resumed"));
    byte[] parameters = at("resumed" + NEWEST + "/parameters.safetensors").read();
    at("resumed" + NEWEST + "/_SUCCESS").delete(); // killed before it was written
    at("resumed" + NEWEST + "/parameters.safetensors").write(Arrays.copyOf(parameters, 1_000));

    String told = succeed(train("resumed", "--resume"));

    assertThat(told).contains("round-000003 is broken", "resuming after round-000002");
    assertThat(at("resumed" + NEWEST + "/parameters.safetensors").read()).isEqualTo(parameters);
    assertThat(at("resumed/metrics.jsonl").readText().lines().filter(l -> l.contains("\"round\",")))
        .hasSize(3);
  }

  @Test
  void ofTwoRunsOnOneOutputTheSecondIsRefused() {
    Location busy = at("busy");

    Outcome second = FolderLock.during(busy, () -> Outcome.of(train("busy")));

    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err())
        .contains(busy + " is in use by process " + ProcessHandle.current().pid())
        .doesNotContain("\tat ");
    assertThat(busy.list()).isEmpty();
  }

  @Test
  void aFileThatIsWrittenAnewIsNeverAway() throws InterruptedException {
    staysWhileItIsWrittenAnew(at("written-anew"));
  }

  @Test
  void norIsOneThatIsSeenThroughAView() throws InterruptedException {
    String mount = "fs.viewfs.mounttable.altprop.link./seen";
    configuration.set(mount, root);
    try {
      staysWhileItIsWrittenAnew(Location.of("viewfs://altprop/seen/in-a-view", configuration));
      assertThat(at("in-a-view").readText()).isEqualTo("50");
    } finally {
      configuration.unset(mount);
    }
  }

  private static void staysWhileItIsWrittenAnew(Location file) throws InterruptedException {
    file.write("0");
    AtomicBoolean ended = new AtomicBoolean();
    List<String> seen = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              while (!ended.get()) {
                seen.add(file.readTextIfThere().orElse("away"));
              }
            });
    reader.start();
    for (int i = 1; i <= 50; i++) {
      file.write(Integer.toString(i));
    }
    ended.set(true);
    reader.join();

    assertThat(seen).isNotEmpty().doesNotContain("away", "");
    assertThat(file.readText()).isEqualTo("50");
  }

  private static String[] shard(String source, String output) {
    return new String[] {
      "shard", "--dataset", "imagenet", "--size", "32", "--source", source, "--output", output
    };
  }

  private static String[] train(String run, String... more) {
    List<String> line = new ArrayList<>(List.of("train", "--conf", root + "/small.yaml"));
    line.addAll(List.of("--data", root + "/data", "--output", root + "/" + run));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  /** Runs a command, expects that it works and returns what it said. */
  private static String succeed(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out() + outcome.err();
  }

  private static List<String> namesBelow(String path) throws IOException {
    List<String> names = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all =
        cluster.getFileSystem().listFiles(new org.apache.hadoop.fs.Path(root, path), true);
    while (all.hasNext()) {
      names.add(all.next().getPath().getName());
    }
    return names;
  }

  private static void copy(Path from, Location to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        to.child(from.relativize(file).toString()).write(Files.readAllBytes(file));
      }
    }
  }

  private static Location at(String path) {
    return Location.of(root + "/" + path, configuration);
  }
}
