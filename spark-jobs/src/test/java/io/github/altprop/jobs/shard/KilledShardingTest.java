package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.ChildProcess;
import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.jobs.shard.ShardResult.Outcome;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledShardingTest {
  @TempDir Path folder;

  /** The process that is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      SparkConf configuration =
          new SparkConf()
              .setMaster("local[1]")
              .setAppName("killed")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.bindAddress", "127.0.0.1")
              .set("spark.driver.host", "127.0.0.1");
      try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
        new ShardJob(spark).run(options(Path.of(arguments[0])));
      }
    }
  }

  /** 42 files of 192 examples. */
  private static ShardOptions options(Path output) {
    return new ShardOptions(
        "synthetic",
        "",
        output.toString(),
        SelectionOptions.everything(1),
        ImageRequest.usual(),
        LayoutRequest.usual(),
        OptionalInt.empty(),
        0,
        Existing.REFUSE,
        OptionalInt.of(64),
        3);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void makesTheSameDataSetAfterTheProcessWasKilledInTheMiddle() throws Exception {
    Path output = Files.createDirectory(folder.resolve("killed"));
    Process child = ChildProcess.start(folder, Child.class, output.toString());
    try {
      await(output, "train");
      await(output.resolve("train"), "part-");
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(output.resolve("manifest.json")).doesNotExist();

    ShardResult again = new ShardJob(SparkSessions.context()).run(options(output));
    Path undisturbed = folder.resolve("undisturbed");
    new ShardJob(SparkSessions.context()).run(options(undisturbed));

    assertThat(again.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(files(output)).isEqualTo(files(undisturbed));
    assertThat(new ShardJob(SparkSessions.context()).run(options(output)).outcome())
        .isEqualTo(Outcome.ALREADY_THERE);
  }

  /** Returns when a folder holds something whose name starts so. */
  private static void await(Path place, String name) throws Exception {
    try (WatchService watch = place.getFileSystem().newWatchService()) {
      place.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!holds(place, name)) {
        WatchKey key = watch.take();
        key.pollEvents();
        key.reset();
      }
    }
  }

  private static boolean holds(Path place, String name) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(name));
    }
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Digests.sha256(Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
