package io.github.altprop.preprocessing.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first bytes by which a file says which kind of image it is. */
public enum Signature {
  JPEG("\u00ff\u00d8", 0, ""),
  PNG("\u0089PNG\r\n\u001a\n", 0, ""),
  WEBP("RIFF", 8, "WEBP"),
  BMP("BM", 0, ""),
  GIF("GIF8", 5, "a"),
  TIFF("II*\u0000", 0, ""),
  TIFF_BIG_ENDIAN("MM\u0000*", 0, "");

  /** Bytes of a file that tell; a shorter file is no image. */
  public static final int LENGTH = 16;

  private final String first;
  private final int offset;
  private final String second;

  /**
   * @param first the file's first bytes, each a character
   * @param offset where {@code second} stands
   */
  Signature(String first, int offset, String second) {
    this.first = first;
    this.offset = offset;
    this.second = second;
  }

  /** What a file's first bytes say; nothing if they are not those of an image that is read. */
  public static Optional<Signature> of(byte[] start) {
    return Arrays.stream(values()).filter(signature -> signature.begins(start)).findFirst();
  }

  /**
   * Whether a file that does not claim to be an image by its name does so by its first bytes: two
   * letters alone also begin many a text.
   */
  public boolean isCertain(byte[] start) {
    return switch (this) {
      case JPEG -> start.length > 2 && start[2] == (byte) 0xff;
      case BMP -> has(start, 6, "\u0000\u0000\u0000\u0000");
      default -> true;
    };
  }

  private boolean begins(byte[] start) {
    return has(start, 0, first) && has(start, offset, second);
  }

  private static boolean has(byte[] bytes, int at, String wanted) {
    return bytes.length >= at + wanted.length()
        && new String(bytes, at, wanted.length(), StandardCharsets.ISO_8859_1).equals(wanted);
  }

  /** "JPEG, PNG, ...": the formats that are read. */
  static String formats() {
    return Arrays.stream(values())
        .map(signature -> signature.name().split("_", 2)[0].toUpperCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
