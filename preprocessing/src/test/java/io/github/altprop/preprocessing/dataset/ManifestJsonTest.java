package io.github.altprop.preprocessing.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest.ClassEntry;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
  @Test
  void comesBackAsItWasWritten() {
    Manifest manifest = manifest("here");

    Manifest read = ManifestJson.read(ManifestJson.write(manifest), "manifest.json");

    assertThat(read).isEqualTo(manifest);
    assertThat(read.split(Split.TRAIN).rowGroupSizes()).containsExactly(2, 1);
  }

  @Test
  void checksumsTheDataAndNotWhereItCameFrom() {
    String checksum = ManifestJson.checksum(manifest("here"));

    assertThat(checksum)
        .matches("[0-9a-f]{64}")
        .isEqualTo(ManifestJson.checksum(manifest("there")));
    assertThat(ManifestJson.checksum(edited("\"examples\" : 3", "\"examples\" : 3")))
        .isEqualTo(checksum);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"altprop-shards\" | \"other\" | manifest.json: format: 'other'; expected 'altprop-shards'",
        "\"formatVersion\" : 3 | \"formatVersion\" : 2 | formatVersion: 2; this altprop reads version 3",
        "\"examples\" : 3 | \"examples\" : 4 | splits.train.classCounts: sum: 3; expected 4",
        "\"examples\" : 3 | \"examples\" : 4 | splits.train.files: rows in all: 3; expected 4",
        "\"examples\" : 3 | \"examples\" : \"3\" | manifest.json: splits.train.examples: ",
        "\"examples\" : 3 | \"examplez\" : 3 | manifest.json: splits.train",
        "\"height\" : 1 | \"height\" : 0 | manifest.json: image: ",
        "\"raw\" | \"png\" | manifest.json: encoding: ",
        "\"raw\" | \"jpeg\" | options.quality: null; expected one for encoding jpeg",
        "\"label\" : 1 | \"label\" : 5 | classes[1].label: 5; expected 1",
        "\"test\" : { | \"tset\" : { | splits.test: missing",
        "\"toy\" | toy | line 4: not a manifest, for it is not JSON",
      })
  void namesFileAndFieldOfWhatIsWrong(String from, String to, String complaint) {
    assertThatThrownBy(() -> edited(from, to))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("manifest.json: ")
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesAManifestOfWhichAnythingWasChanged() {
    assertThatThrownBy(() -> edited("\"seed\" : 1", "\"seed\" : 2"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the manifest was changed after it was made");
    assertThat(edited("\"seed\" : 1", "\"seed\" :   1")).isEqualTo(manifest("here"));
  }

  /** If this fails, the manifest has changed: raise {@link Manifest#FORMAT_VERSION}. */
  @Test
  void hasTheFieldsOfItsVersion() throws IOException {
    Set<String> fields = new TreeSet<>();
    collect(new ObjectMapper().readTree(ManifestJson.write(manifest("here"))), "", fields);
    fields.removeIf(field -> field.startsWith("splits.test"));

    assertThat(Manifest.FORMAT_VERSION).isEqualTo(3);
    assertThat(fields)
        .containsExactly(
            "classes[].label",
            "classes[].name",
            "classes[].originalId",
            "dataset",
            "encoding",
            "format",
            "formatVersion",
            "image.channels",
            "image.height",
            "image.width",
            "options.classes",
            "options.groupsPerFile",
            "options.labelNoise",
            "options.orientation",
            "options.quality",
            "options.relabelled",
            "options.resize",
            "options.rowsPerGroup",
            "options.seed",
            "options.subset",
            "options.testSplit",
            "options.variant",
            "sha256",
            "source.bytes",
            "source.files",
            "source.fingerprint",
            "source.location",
            "source.skipped[].examples[]",
            "source.skipped[].files",
            "source.skipped[].reason",
            "splits.train.classCounts[]",
            "splits.train.examples",
            "splits.train.files[].bytes",
            "splits.train.files[].path",
            "splits.train.files[].rowGroups[].crc32c",
            "splits.train.files[].rowGroups[].rows",
            "splits.train.files[].rows",
            "splits.train.files[].sha256",
            "splits.train.rejected",
            "statistics.channelMean[]",
            "statistics.channelStd[]",
            "statistics.meanImage.path",
            "statistics.meanImage.sha256",
            "versions.altprop");
  }

  private static void collect(JsonNode node, String path, Set<String> fields) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, path + "[]", fields));
    } else if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.fields().forEachRemaining(e -> collect(e.getValue(), prefix + e.getKey(), fields));
    } else {
      fields.add(path);
    }
  }

  @Test
  void refusesAManifestThatEndsEarly() {
    byte[] json = ManifestJson.write(manifest("here"));

    assertThatThrownBy(
            () -> ManifestJson.read(Arrays.copyOf(json, json.length / 2), "manifest.json"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("manifest.json: ");
  }

  private static Manifest edited(String from, String to) {
    String json = new String(ManifestJson.write(manifest("here")), UTF_8);
    assertThat(json).contains(from);
    String changed = json.replaceFirst(Pattern.quote(from), to);
    return ManifestJson.read(changed.getBytes(UTF_8), "manifest.json");
  }

  private static Manifest manifest(String location) {
    String digest = "0123456789abcdef".repeat(4);
    SplitManifest train =
        new SplitManifest(
            3,
            2,
            List.of(2L, 1L),
            List.of(
                new ShardFile(
                    "train/part-00000.parquet",
                    3,
                    999,
                    digest,
                    List.of(new RowGroupEntry(2, 7), new RowGroupEntry(1, 8)))));
    SplitManifest test =
        new SplitManifest(
            1,
            0,
            List.of(0L, 1L),
            List.of(
                new ShardFile(
                    "test/part-00000.parquet", 1, 99, digest, List.of(new RowGroupEntry(1, 9)))));
    return new Manifest(
        Manifest.FORMAT,
        Manifest.FORMAT_VERSION,
        "toy",
        List.of(new ClassEntry(0, 3, "cat"), new ClassEntry(1, 5, "dog")),
        new ImageShape(1, 2, 3),
        Manifest.Encoding.RAW,
        new ShardingRecord(1, 2, null, 0.0, 0, null, null, "direct", "ignored", null, 2, 4),
        Map.of("train", train, "test", test),
        new ImageStatistics(
            List.of(.1, .2, .3),
            List.of(.1, .2, .3),
            new ImageStatistics.MeanImageFile("mean-image.npy", digest)),
        new SourceRecord(
            location, 2, 1234, digest, List.of(new FileGroup("hidden", 1, List.of(".a")))),
        Map.of("altprop", "0.1.0"));
  }
}
