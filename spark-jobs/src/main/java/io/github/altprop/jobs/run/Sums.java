package io.github.altprop.jobs.run;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.Reasons;
import io.github.altprop.jobs.run.CheckpointState.Sum;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sizes and checksums of files, taken while they are written and compared when they are read. */
public final class Sums {
  private Sums() {}

  /** Writes a file. */
  public static Sum write(Location file, Location.Content content) {
    return write(file, "", content);
  }

  /**
   * Writes a file that others may be writing as well, the same.
   *
   * @param attempt tells them apart; may be empty
   */
  public static Sum write(Location file, String attempt, Location.Content content) {
    MessageDigest digest = digest();
    long[] bytes = {0};
    file.write(
        attempt,
        out -> {
          OutputStream counted =
              new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                  bytes[0]++;
                  out.write(b);
                }

                @Override
                public void write(byte[] b, int offset, int length) throws IOException {
                  bytes[0] += length;
                  out.write(b, offset, length);
                }
              };
          OutputStream digested =
              new BufferedOutputStream(new DigestOutputStream(counted, digest), 1 << 16);
          content.writeTo(digested);
          digested.flush();
        });
    return new Sum(bytes[0], HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Compares a file with what was written.
   *
   * @throws UserError if it differs
   */
  static void check(Location file, Sum expected) {
    String name = file.name();
    MessageDigest digest = digest();
    long bytes = 0;
    try (InputStream in = new DigestInputStream(file.open(), digest)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    } catch (IOException e) {
      throw new UserError(name + " cannot be read: " + Reasons.of(e), e);
    }
    if (bytes != expected.bytes()) {
      throw new UserError(
          name + " has " + bytes + " bytes but " + expected.bytes() + " were written");
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(expected.sha256())) {
      throw new UserError(name + " does not have the checksum it was written with");
    }
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
