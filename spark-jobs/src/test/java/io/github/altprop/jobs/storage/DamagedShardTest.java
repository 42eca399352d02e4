package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards in which one bit is wrong: in a page, in its header, in the footer, wherever. */
class DamagedShardTest {
  private static final String NAME = "part-00001.parquet";
  private static final int FIRST_GROUP = ShardFixture.GROUPS_PER_FILE;

  /** Odd, so that over the file each bit of a byte has its turn in each kind of field. */
  private static final int STRIDE = 3;

  @TempDir Path folder;
  private Path shard;
  private byte[] whole;

  @BeforeEach
  void writeShards() throws IOException {
    ShardFixture.write(folder);
    shard = folder.resolve("train").resolve(NAME);
    whole = Files.readAllBytes(shard);
  }

  @Test
  void aWrongBitIsRefusedByNameOrChangesNothingThatIsRead() throws IOException {
    List<Integer> harmless = new ArrayList<>();
    for (int at = 0; at < whole.length; at += STRIDE) {
      damage(at);
      if (readsOrRefuses(at)) {
        harmless.add(at);
      }
    }

    // Statistics, offsets of columns that are not used and the like.
    assertThat(harmless).isNotEmpty().hasSizeLessThan(whole.length / STRIDE / 4);
  }

  @Test
  void verificationSeesTheWrongBitsThatReadingDoesNot() throws IOException {
    assertThat(verified().faults()).isEmpty();
    int seen = 0;
    for (int at = 1; at < whole.length; at += STRIDE) {
      damage(at);
      if (readsOrRefuses(at)) {
        assertThat(verified().faults())
            .singleElement()
            .asString()
            .contains(NAME + ": SHA-256 ", "; the manifest says ");
        if (++seen == 5) {
          return;
        }
      }
    }
    throw new AssertionError("only " + seen + " harmless bits");
  }

  @Test
  void verificationNamesAllShardsThatAreMissing() throws IOException {
    Files.delete(shard);
    Files.delete(folder.resolve("test/part-00000.parquet"));

    Verification verification = verified();

    assertThat(verification.files()).isEqualTo(5);
    assertThat(verification.faults())
        .satisfiesExactly(
            fault -> assertThat(fault).contains("train/" + NAME + ": missing"),
            fault -> assertThat(fault).contains("test/part-00000.parquet: missing"));
  }

  private void damage(int at) throws IOException {
    byte[] bad = whole.clone();
    bad[at] ^= (byte) (1 << (at % Byte.SIZE));
    Files.write(shard, bad);
  }

  /** Expects the shard to be refused by name, or to give all its examples: true. */
  private boolean readsOrRefuses(int at) {
    try (SplitReader reader = dataset().reader(Split.TRAIN, new RowGroupCache(1 << 20))) {
      for (int group = 0; group < ShardFixture.GROUPS_PER_FILE; group++) {
        expectWhole(reader.rowGroup(FIRST_GROUP + group), FIRST_GROUP + group, at);
      }
      return true;
    } catch (BadInputException e) {
      assertThat(e).as("byte " + at).hasMessageContaining(NAME);
      return false;
    }
  }

  private static void expectWhole(RowGroup group, int number, int at) {
    int values = ShardFixture.IMAGE.values();
    assertThat(group.rows()).as("byte " + at).isEqualTo(ShardFixture.ROWS_PER_GROUP);
    for (int row = 0; row < group.rows(); row++) {
      Example expected = ShardFixture.example(Split.TRAIN, group.indices()[row]);
      assertThat(group.indices()[row])
          .as("byte " + at)
          .isEqualTo((long) number * ShardFixture.ROWS_PER_GROUP + row);
      assertThat(group.labels()[row]).as("byte " + at).isEqualTo(expected.label());
      assertThat(Arrays.copyOfRange(group.pixels(), row * values, (row + 1) * values))
          .as("byte " + at)
          .isEqualTo(expected.pixels());
    }
  }

  private Verification verified() {
    return Verification.of(dataset());
  }

  private ShardedDataset dataset() {
    return ShardedDataset.open(folder.toString(), new Configuration(false));
  }
}
