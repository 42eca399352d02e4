package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.s3.FaultyProxy.Fault;
import io.github.altprop.jobs.s3.FaultyProxy.Request;
import io.github.altprop.jobs.s3.S3Server;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Epochs over shards that lie in a store, with a memory too small for a single row group. */
class S3ReadingTest {
  private static final String DATA = "s3a://reading/data";
  private static final int GROUPS = 10;
  private static final long GROUP_BYTES =
      (long) ShardFixture.ROWS_PER_GROUP * (ShardFixture.IMAGE.values() + 12);

  @TempDir static Path folder;
  private static S3Server server;
  private static Configuration configuration;

  @BeforeAll
  static void start() throws IOException {
    configuration = SparkSessions.context().hadoopConfiguration();
    server = new S3Server("reading");
    server.serve("reading", configuration);
    ShardFixture.write(folder);
  }

  @BeforeEach
  void upload() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        at(folder.relativize(file).toString()).write(Files.readAllBytes(file));
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void laterEpochsFetchNothingAgain() {
    LocalPages kept = new LocalPages(1 << 20);
    List<Long> first = epoch(kept);
    assertThat(gets()).hasSizeBetween(GROUPS, 4 * GROUPS);

    List<Long> second = epoch(kept);

    assertThat(gets()).isEmpty();
    assertThat(second).isEqualTo(first).hasSize(ShardFixture.TRAIN);
  }

  @Test
  void whatThereIsRoomForIsKept() {
    LocalPages kept = new LocalPages(7 * GROUP_BYTES);
    List<Long> first = epoch(kept);

    assertThat(epoch(kept)).isEqualTo(first);

    assertThat(gets()).extracting(Request::path).allMatch(path -> !path.contains("part-00000"));
    assertThat(gets()).hasSizeBetween(GROUPS - 7, 4 * (GROUPS - 7));
  }

  @Test
  void aShardThatIsDeletedBetweenEpochsIsNamed() {
    epoch(LocalPages.none());
    at("train/part-00001.parquet").delete();

    assertThatThrownBy(() -> epoch(LocalPages.none()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(DATA + "/train/part-00001.parquet: missing; the manifest lists it");
  }

  /** Reads all row groups in a new reader and returns the indices of the examples. */
  private static List<Long> epoch(LocalPages kept) {
    List<Long> indices = new ArrayList<>();
    try (SplitReader reader = reader(kept)) {
      server.proxy().behave(request -> Fault.NONE);
      for (int number = 0; number < GROUPS; number++) {
        for (long index : reader.rowGroup(number).indices()) {
          indices.add(index);
        }
      }
    }
    return indices;
  }

  private static SplitReader reader(LocalPages kept) {
    return ShardedDataset.open(DATA, configuration).reader(Split.TRAIN, new RowGroupCache(1), kept);
  }

  private static List<Request> gets() {
    return server.proxy().requests().stream().filter(r -> r.method().equals("GET")).toList();
  }

  private static Location at(String path) {
    return Location.of(DATA + "/" + path, configuration);
  }
}
