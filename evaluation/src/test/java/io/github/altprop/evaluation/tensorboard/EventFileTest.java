package io.github.altprop.evaluation.tensorboard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.run.Scalar;
import io.github.altprop.evaluation.run.ScalarHistory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFileTest {
  private static final ScalarHistory.Entry FIRST =
      new ScalarHistory.Entry(
          1.5, List.of(new Scalar("loss/train", 300, 0.5), new Scalar("loss/test", 300, 2)));

  @Test
  void recordsAreFramedWithMaskedChecksums() {
    Records records = new Records();
    records.add("123456789".getBytes(US_ASCII));

    // The CRC-32C of these digits is its published check value, e3069283.
    int rotated = Integer.rotateRight(0xe3069283, 15) + 0xa282ead8;
    ByteBuffer bytes = ByteBuffer.wrap(records.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(0)).isEqualTo(9);
    assertThat(bytes.getInt(8 + 4 + 9)).isEqualTo(rotated);
    assertThat(bytes.capacity()).isEqualTo(8 + 4 + 9 + 4);
  }

  @Test
  void eventsHoldTheFieldsOfTensorFlowsProtocol() {
    List<byte[]> events = contents(EventFile.of("", new ScalarHistory(1, List.of(FIRST))));

    assertThat(events).hasSize(3);
    assertThat(HexFormat.of().formatHex(events.get(0)))
        .isEqualTo("09000000000000f03f1000" + "1a0d" + hex("brain.Event:2"));
    assertThat(HexFormat.of().formatHex(events.get(1)))
        .isEqualTo("09000000000000f03f1000" + "3a020801");
    assertThat(HexFormat.of().formatHex(events.get(2)))
        .isEqualTo(
            "09000000000000f83f10ac02" // 1.5 s, step 300 in two bytes
                + "2a25"
                + ("0a11" + "0a0a" + hex("loss/train") + "150000003f")
                + ("0a10" + "0a09" + hex("loss/test") + "1500000040"));
  }

  @Test
  void aLongerHistoryBeginsWithTheShorterOne() {
    ScalarHistory.Entry second =
        new ScalarHistory.Entry(2, List.of(new Scalar("loss/train", 600, 0.25)));
    byte[] before = EventFile.of("name: a", new ScalarHistory(1, List.of(FIRST)));
    byte[] after = EventFile.of("name: a", new ScalarHistory(1, List.of(FIRST, second)));

    assertThat(after.length).isGreaterThan(before.length);
    assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
  }

  @Test
  void theExperimentIsAText() {
    List<byte[]> events =
        contents(EventFile.of("name: a\nseed: 1\n", new ScalarHistory(0, List.of())));

    assertThat(new String(events.get(2), US_ASCII))
        .contains("experiment", "text", "    name: a\n    seed: 1");
  }

  /** The records' contents. */
  private static List<byte[]> contents(byte[] file) {
    List<byte[]> contents = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] content = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(content);
      bytes.getInt();
      contents.add(content);
    }
    return contents;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }
}
