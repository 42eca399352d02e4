package io.github.altprop.preprocessing.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest.Encoding;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Whether a manifest agrees with itself. */
final class ManifestCheck {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final List<String> problems = new ArrayList<>();

  private ManifestCheck() {}

  /** Every problem: field, value, what was expected. */
  static List<String> problems(Manifest manifest) {
    ManifestCheck check = new ManifestCheck();
    check.classes(manifest);
    check.present(manifest.image(), "image");
    check.present(manifest.encoding(), "encoding");
    check.encoding(manifest);
    check.splits(manifest);
    check.statistics(manifest);
    return check.problems;
  }

  /** What is wrong with the head of a manifest; the rest may mean something else then. */
  static List<String> problems(JsonNode head) {
    ManifestCheck check = new ManifestCheck();
    String format = head.path("format").asText();
    check.expect(
        Manifest.FORMAT.equals(format),
        "format: '" + format + "'; expected '" + Manifest.FORMAT + "'");
    JsonNode version = head.path("formatVersion");
    check.expect(
        version.isInt() && version.intValue() == Manifest.FORMAT_VERSION,
        "formatVersion: "
            + version
            + "; this altprop reads version "
            + Manifest.FORMAT_VERSION
            + " (a data set of another version has to be sharded again)");
    return check.problems;
  }

  private void encoding(Manifest manifest) {
    if (present(manifest.options(), "options")) {
      Integer quality = manifest.options().quality();
      expect(
          (manifest.encoding() == Encoding.JPEG) == (quality != null),
          "options.quality: " + quality + "; expected one for encoding jpeg, and null for raw");
    }
  }

  private void classes(Manifest manifest) {
    if (!present(manifest.classes(), "classes")) {
      return;
    }
    expect(!manifest.classes().isEmpty(), "classes: empty; expected at least one");
    for (int i = 0; i < manifest.classes().size(); i++) {
      int label = manifest.classes().get(i).label();
      expect(label == i, "classes[" + i + "].label: " + label + "; expected " + i);
    }
  }

  private void splits(Manifest manifest) {
    if (!present(manifest.splits(), "splits") || manifest.classes() == null) {
      return;
    }
    for (Split split : Split.values()) {
      String field = "splits." + split.label();
      SplitManifest entry = manifest.splits().get(split.label());
      if (present(entry, field)
          && present(entry.files(), field + ".files")
          && present(entry.classCounts(), field + ".classCounts")) {
        split(field, entry, manifest.classes().size());
      }
    }
  }

  private void split(String field, SplitManifest split, int classes) {
    expectEqual(field + ".classCounts: number of classes", split.classCounts().size(), classes);
    expectEqual(
        field + ".classCounts: sum",
        split.classCounts().stream().filter(Objects::nonNull).mapToLong(Long::longValue).sum(),
        split.examples());
    expect(
        split.rejected() >= 0, field + ".rejected: " + split.rejected() + "; expected 0 or more");
    long rows = 0;
    for (int i = 0; i < split.files().size(); i++) {
      ShardFile file = split.files().get(i);
      String at = field + ".files[" + i + "]";
      if (!present(file, at) || !present(file.rowGroups(), at + ".rowGroups")) {
        continue;
      }
      rows += file.rows();
      expect(file.path() != null && !file.path().isBlank(), at + ".path: missing");
      expect(
          file.sha256() != null && SHA256.matcher(file.sha256()).matches(),
          at + ".sha256: '" + file.sha256() + "'; expected 64 hexadecimal digits");
      expectEqual(
          at + ".rowGroups: rows in all",
          file.rowGroups().stream().mapToLong(RowGroupEntry::rows).sum(),
          file.rows());
      expect(
          file.rowGroups().stream().allMatch(group -> group.rows() > 0),
          at + ".rowGroups: a row group without rows");
    }
    expectEqual(field + ".files: rows in all", rows, split.examples());
  }

  private void statistics(Manifest manifest) {
    ImageStatistics statistics = manifest.statistics();
    if (!present(statistics, "statistics") || manifest.image() == null) {
      return;
    }
    channels("statistics.channelMean", statistics.channelMean(), manifest.image().channels());
    channels("statistics.channelStd", statistics.channelStd(), manifest.image().channels());
  }

  private void channels(String field, List<Double> values, int channels) {
    if (present(values, field)) {
      expectEqual(field + ": number of channels", values.size(), channels);
      expect(
          values.stream().allMatch(value -> value != null && value >= 0 && value <= 1),
          field + ": " + values + "; expected numbers from 0 to 1");
    }
  }

  private boolean present(Object value, String field) {
    expect(value != null, field + ": missing");
    return value != null;
  }

  private void expectEqual(String field, long value, long expected) {
    expect(value == expected, field + ": " + value + "; expected " + expected);
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
