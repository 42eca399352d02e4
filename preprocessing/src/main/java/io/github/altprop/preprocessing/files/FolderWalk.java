package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.dataset.FileTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Goes through all that lies below a folder, at any depth. Links to folders are followed unless
 * they lead to a folder above, which would never end; what is not taken is counted with the reason.
 */
public final class FolderWalk {
  public static final String NO_PART = "not part of the layout";

  private static final String BROKEN = "a link that leads nowhere";
  public static final String LOOP = "a link to a folder above it";
  private static final String NO_FILE = "no file";

  private final FileAccess files;
  private final String root;
  private final String left;
  private final Depth depth;
  private final FileTally skipped = new FileTally();
  private final List<FileEntry> images = new ArrayList<>();

  /** Real paths of the folders that the walk is in. */
  private final List<String> inside = new ArrayList<>();

  /** How far down images are taken. */
  public enum Depth {
    /** Those of the folder itself; what lies in folders below is no part of the layout. */
    FLAT,
    /** All of them. */
    DEEP
  }

  private FolderWalk(FileAccess files, String root, String left, Depth depth) {
    this.files = files;
    this.root = root;
    this.left = left;
    this.depth = depth;
  }

  /**
   * The files below a folder that claim to be images; the others are skipped.
   *
   * @param folder its path; names in the result are relative to it
   * @param root of the data set, for the names of what is skipped
   * @param left real path of a folder that is left out without a word; empty for none
   */
  static FolderFiles images(
      FileAccess files, String folder, Depth depth, String root, String left) {
    FolderWalk walk = new FolderWalk(files, root, left, depth);
    walk.enter(folder, walk.real(folder), "");
    walk.images.sort(Comparator.comparing(FileEntry::path));
    List<FileEntry> below =
        walk.images.stream()
            .map(file -> file.at(file.path().substring(folder.length() + 1)))
            .toList();
    return FolderFiles.of(folder, below, walk.skipped);
  }

  /** Counts all files at and below a path, each for the same reason. */
  public static FileTally skipped(
      FileAccess files, FileEntry entry, String root, String left, String reason) {
    FolderWalk walk = new FolderWalk(files, root, left, Depth.DEEP);
    if (entry.isFolder()) {
      walk.enter(entry.path(), walk.real(entry.path()), reason);
    } else {
      walk.skip(entry, reason);
    }
    return walk.skipped;
  }

  /** Whether a link leads to a folder that it lies in. */
  public static boolean isLoop(FileEntry entry, String realFolder) {
    return !entry.target().isEmpty() && isAtOrAbove(entry.target(), realFolder);
  }

  /** Whether the first of two real paths is the second or a folder that it lies in. */
  static boolean isAtOrAbove(String above, String path) {
    return path.equals(above) || path.startsWith(above.endsWith("/") ? above : above + "/");
  }

  /**
   * @param reason why all that is there is skipped; empty if images are taken
   */
  private void enter(String folder, String real, String reason) {
    if (real.equals(left)) {
      return;
    }
    inside.add(real);
    for (FileEntry entry : Folders.list(files, folder)) {
      String own = reason.isEmpty() ? FileKind.reasonToSkip(entry.name()) : reason;
      if (own.isEmpty() && entry.isFolder() && depth == Depth.FLAT) {
        own = NO_PART;
      }
      if (!entry.isFolder()) {
        file(entry, own);
      } else if (!entry.target().isEmpty()) {
        link(entry, own);
      } else {
        enter(entry.path(), real + "/" + entry.name(), own);
      }
    }
    inside.remove(inside.size() - 1);
  }

  private void link(FileEntry folder, String reason) {
    if (inside.stream().anyMatch(real -> isAtOrAbove(folder.target(), real))) {
      skip(folder, LOOP);
    } else {
      enter(folder.path(), folder.target(), reason);
    }
  }

  private void file(FileEntry file, String reason) {
    if (!reason.isEmpty()) {
      skip(file, reason);
    } else if (!file.isFile()) {
      skip(file, file.kind() == FileEntry.Kind.BROKEN_LINK ? BROKEN : NO_FILE);
    } else if (FileKind.claimsToBeAnImage(files, file)) {
      images.add(file);
    } else {
      skip(file, FileKind.NO_IMAGE);
    }
  }

  private void skip(FileEntry entry, String reason) {
    skipped.add(reason, entry.path().substring(root.length() + 1));
  }

  private String real(String folder) {
    try {
      return files.realPath(folder);
    } catch (IOException e) {
      throw BadInputException.unreadable(folder, e);
    }
  }
}
