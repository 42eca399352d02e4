package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.source.FileEntry;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Where examples came from. */
final class Provenance {
  private Provenance() {}

  static SourceRecord of(ShardOptions options, SourcePlan plan) {
    MessageDigest digest = Digests.sha256();
    long bytes = 0;
    for (FileEntry input : plan.inputs()) {
      String line =
          input.path()
              + '\t'
              + input.length()
              + '\t'
              + input.modifiedMillis()
              + System.lineSeparator();
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      bytes += input.length();
    }
    return new SourceRecord(
        options.source(), plan.inputs().size(), bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
