package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Counts the files that a source will read, without keeping them: there may be millions. */
final class Inputs {
  private final MessageDigest digest = Digests.sha256();
  private int files;
  private long bytes;

  Inputs add(FileEntry file) {
    String line = file.path() + '\t' + file.length() + '\t' + file.modifiedMillis() + '\n';
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    files++;
    bytes += file.length();
    return this;
  }

  Inputs add(List<FileEntry> entries) {
    entries.forEach(this::add);
    return this;
  }

  Inputs add(FolderFiles folder) {
    for (int i = 0; i < folder.names().size(); i++) {
      add(folder.entry(i));
    }
    return this;
  }

  /**
   * What a manifest says of them; once, at the end.
   *
   * @param location where they are, as it was given
   */
  SourceRecord record(String location) {
    return new SourceRecord(location, files, bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
