package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import java.nio.charset.StandardCharsets;

/**
 * One 512-byte header of a tar archive (POSIX ustar, with GNU's sizes beyond 8 GiB). Source: IEEE
 * Std 1003.1, pax, "ustar interchange format".
 *
 * @param name of the entry
 * @param length bytes of its content
 * @param type '0' for a file, '5' for a folder, and so on
 */
record TarHeader(String name, long length, char type) {
  static final int BYTES = 512;

  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;

  /** Whether a block is the end of an archive. */
  static boolean isEnd(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads a header; the archive and offset are for complaints. */
  static TarHeader of(byte[] block, String archive, long offset) {
    int sum = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean inChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
      sum += inChecksum ? ' ' : block[i] & 0xff;
    }
    if (sum != number(block, CHECKSUM_AT, CHECKSUM_BYTES)) {
      throw BadInputException.at(archive, offset, "no tar header (its checksum does not match)");
    }
    long length = number(block, 124, 12);
    if (length < 0) {
      throw BadInputException.at(archive, offset + 124, "an entry of impossible length");
    }
    String name = text(block, 0, 100);
    String prefix = text(block, 257, 5).equals("ustar") ? text(block, 345, 155) : "";
    char type = block[156] == 0 ? '0' : (char) block[156];
    return new TarHeader(prefix.isEmpty() ? name : prefix + "/" + name, length, type);
  }

  /** Octal digits, or big-endian binary if the first bit is set; -1 if neither. */
  private static long number(byte[] block, int at, int bytes) {
    long value = 0;
    if ((block[at] & 0x80) != 0) {
      for (int i = at + bytes - 8; i < at + bytes; i++) {
        value = value << 8 | (block[i] & 0xff);
      }
      return value;
    }
    for (int i = at; i < at + bytes; i++) {
      int digit = block[i];
      if (digit >= '0' && digit <= '7') {
        value = value * 8 + digit - '0';
      } else if (digit != ' ' && digit != 0) {
        return -1;
      }
    }
    return value;
  }

  private static String text(byte[] block, int at, int most) {
    int length = 0;
    while (length < most && block[at + length] != 0) {
      length++;
    }
    return new String(block, at, length, StandardCharsets.UTF_8);
  }
}
