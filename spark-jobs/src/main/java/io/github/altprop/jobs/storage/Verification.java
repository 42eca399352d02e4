package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What came of reading all shards of a data set to their last byte. Training checks the row groups
 * that it reads; this also sees bytes that nobody ever looks at.
 *
 * @param files that were read
 * @param bytes that the manifest says they have
 * @param faults one sentence for each that is not what the manifest says
 */
public record Verification(int files, long bytes, List<String> faults) {
  public Verification {
    faults = List.copyOf(faults);
  }

  /**
   * Compares each shard with its SHA-256 in the manifest, and the file of the mean image too.
   *
   * @throws BadInputException if the mean image is wrong
   */
  public static Verification of(ShardedDataset dataset) {
    dataset.statistics();
    int files = 0;
    long bytes = 0;
    List<String> faults = new ArrayList<>();
    for (Split split : Split.values()) {
      for (ShardFile shard : dataset.manifest().split(split).files()) {
        files++;
        bytes += shard.bytes();
        try {
          check(dataset.root().child(shard.path()), shard);
        } catch (BadInputException e) {
          faults.add(e.getMessage());
        }
      }
    }
    return new Verification(files, bytes, faults);
  }

  private static void check(Location file, ShardFile expected) {
    String found;
    try (InputStream in = file.open();
        DigestOutputStream out =
            new DigestOutputStream(OutputStream.nullOutputStream(), Digests.sha256())) {
      in.transferTo(out);
      found = HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (IOException e) {
      throw ShardReader.refused(file, e);
    }
    if (!found.equals(expected.sha256())) {
      throw new BadInputException(
          file + ": SHA-256 " + found + "; the manifest says " + expected.sha256());
    }
  }
}
