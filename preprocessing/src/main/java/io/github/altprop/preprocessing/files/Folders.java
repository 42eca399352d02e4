package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FolderWalk.Depth;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** Finds the files of a data set, and says what is missing. */
public final class Folders {
  private Folders() {}

  /**
   * The folder that holds a file: the one given or, if that has none, its child of the name that
   * the published archive unpacks to.
   */
  public static String find(FileAccess files, String location, String child, String file) {
    String given = trimmed(location);
    if (exists(files, given + "/" + file) || !exists(files, given + "/" + child)) {
      return given;
    }
    return given + "/" + child;
  }

  /** A file that must be there. */
  public static FileEntry file(FileAccess files, String folder, String name) {
    return anyFile(files, folder, List.of(name));
  }

  /** The first of some names that is there. */
  public static FileEntry anyFile(FileAccess files, String folder, List<String> names) {
    for (String name : names) {
      try {
        FileEntry entry = files.describe(folder + "/" + name);
        if (entry.isFile()) {
          return entry;
        }
      } catch (FileNotFoundException e) {
        // Perhaps it is there under its other name.
      } catch (IOException e) {
        throw BadInputException.unreadable(folder + "/" + name, e);
      }
    }
    String wanted = "a file " + String.join(" or ", names.subList(0, Math.min(3, names.size())));
    throw new BadInputException(
        exists(files, folder)
            ? folder
                + ": expected "
                + wanted
                + " here; found none"
                + Recognition.hint(files, folder)
            : folder + ": there is no such folder; expected one with " + wanted);
  }

  /** Whether there is a file or folder at that path. */
  public static boolean exists(FileAccess files, String path) {
    try {
      files.describe(path);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  /** A location without the slashes at its end. */
  public static String trimmed(String location) {
    int end = location.length();
    while (end > 1 && location.charAt(end - 1) == '/') {
      end--;
    }
    return location.substring(0, end);
  }

  /** What a folder holds; it must be there. */
  public static List<FileEntry> list(FileAccess files, String folder) {
    try {
      return files.list(trimmed(folder));
    } catch (IOException e) {
      throw BadInputException.unreadable(folder, e);
    }
  }

  /**
   * The images below each of many folders.
   *
   * @param root of the data set
   * @param left real path of a folder that is no part of it; empty if there is none
   */
  public static List<FolderFiles> images(
      TaskRunner tasks, List<String> folders, Depth depth, String root, String left) {
    return tasks.run(
        folders, (files, folder) -> FolderWalk.images(files, folder, depth, root, left));
  }

  /** Whether there is a folder at a path. */
  public static boolean isFolder(FileAccess files, String path) {
    try {
      return files.describe(path).isFolder();
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }
}
