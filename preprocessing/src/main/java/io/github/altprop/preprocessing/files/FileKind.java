package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.image.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a file claims to be an image: by its name, or by its first bytes if the name claims
 * nothing. Those that claim it and are none are rejected; the others are skipped.
 */
public final class FileKind {
  static final String HIDDEN = "hidden";
  static final String SYSTEM = "of the system";
  static final String NO_IMAGE = "no image";

  private static final Set<String> IMAGES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "dib", "gif", "tif", "tiff", "ppm",
          "pgm", "pbm", "pnm", "jp2", "j2k", "heic", "heif", "avif", "tga", "ico");

  /** What operating systems and their tools leave in folders, in lower case. */
  private static final Set<String> SYSTEMS =
      Set.of(
          "__macosx",
          "@eadir",
          "#recycle",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini");

  private FileKind() {}

  /** Why a file or folder of this name is passed over; empty if it is not. */
  public static String reasonToSkip(String name) {
    if (name.startsWith(".")) {
      return HIDDEN;
    }
    return SYSTEMS.contains(name.toLowerCase(Locale.ROOT)) ? SYSTEM : "";
  }

  /**
   * Whether a file claims to be an image.
   *
   * @throws BadInputException if it must be asked and cannot be read
   */
  static boolean claimsToBeAnImage(FileAccess files, FileEntry file) {
    String name = file.name();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return IMAGES.contains(extension) || (file.length() > 0 && beginsLikeAnImage(files, file));
  }

  private static boolean beginsLikeAnImage(FileAccess files, FileEntry file) {
    try (InputStream in = files.open(file.path(), 0)) {
      byte[] start = in.readNBytes(Signature.LENGTH);
      return Signature.of(start).filter(signature -> signature.isCertain(start)).isPresent();
    } catch (IOException e) {
      throw BadInputException.unreadable(file.path(), e);
    }
  }
}
