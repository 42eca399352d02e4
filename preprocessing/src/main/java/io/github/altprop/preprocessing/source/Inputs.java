package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.FileKind;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.FolderWalk;
import io.github.altprop.preprocessing.files.FolderWalk.Depth;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TaskRunner;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Accounts for every file below a source's folder: read, or skipped for a reason. The images are
 * counted without keeping them, for there may be millions.
 */
public final class Inputs {
  private final FileAccess files;
  private final TaskRunner tasks;
  private final SourceRequest request;
  private final MessageDigest digest = Digests.sha256();
  private final FileTally skipped = new FileTally();

  /** Paths of folders and single files that are accounted for. */
  private final Set<String> accounted = new HashSet<>();

  private int read;
  private long bytes;

  /** None yet; what a request asks for is found through the file access and the tasks. */
  public Inputs(FileAccess files, TaskRunner tasks, SourceRequest request) {
    this.files = files;
    this.tasks = tasks;
    this.request = request;
  }

  /** A file that is read. */
  public Inputs add(FileEntry file) {
    if (accounted.add(file.path())) {
      count(file);
    }
    return this;
  }

  /** Files that are read. */
  public Inputs add(List<FileEntry> entries) {
    entries.forEach(this::add);
    return this;
  }

  /** Image files that are read, and beside them what is skipped. */
  public Inputs add(FolderFiles folder) {
    accounted.add(folder.folder());
    for (int i = 0; i < folder.names().size(); i++) {
      count(folder.entry(i));
    }
    skipped.add(folder.skipped());
    return this;
  }

  /**
   * The images in each folder of a folder; what is hidden, of the system, the job's own output or
   * leads back is no such folder. They are still to be {@linkplain #add(FolderFiles) added}.
   */
  public List<FolderFiles> classFolders(String folder) {
    String real = real(folder);
    String output = output();
    List<String> folders =
        Folders.list(files, folder).stream()
            .filter(entry -> entry.isFolder() && !FolderWalk.isLoop(entry, real))
            .filter(entry -> FileKind.reasonToSkip(entry.name()).isEmpty())
            .map(FileEntry::path)
            .filter(path -> output.isEmpty() || !real(path).equals(output))
            .toList();
    return Folders.images(tasks, folders, Depth.DEEP, root(), output());
  }

  /** The images in each of many folders, whose own folders are skipped; still to be added. */
  public List<FolderFiles> images(List<String> folders) {
    return Folders.images(tasks, folders, Depth.FLAT, root(), output());
  }

  private void count(FileEntry file) {
    String line = file.path() + '\t' + file.length() + '\t' + file.modifiedMillis() + '\n';
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    read++;
    bytes += file.length();
  }

  /** What a manifest says of them; once, at the end: all that is not accounted for is skipped. */
  public SourceRecord record() {
    List<Other> others = new ArrayList<>();
    if (Folders.isFolder(files, root())) {
      others(root(), others);
    }
    String output = output();
    String root = root();
    tasks.run(others, (access, other) -> other.skipped(access, root, output)).forEach(skipped::add);
    return new SourceRecord(
        request.location(),
        read,
        bytes,
        HexFormat.of().formatHex(digest.digest()),
        skipped.groups());
  }

  /** Something that is no part of the data set. */
  private record Other(FileEntry entry, String reason) implements Serializable {
    FileTally skipped(FileAccess files, String root, String left) {
      return FolderWalk.skipped(files, entry, root, left, reason);
    }
  }

  private void others(String folder, List<Other> others) {
    String real = real(folder);
    for (FileEntry entry : Folders.list(files, folder)) {
      if (accounted.contains(entry.path())) {
        continue;
      }
      if (FolderWalk.isLoop(entry, real)) {
        skipped.add(FolderWalk.LOOP, entry.path().substring(root().length() + 1));
      } else if (entry.isFolder() && holdsAccounted(entry.path())) {
        others(entry.path(), others);
      } else {
        String reason = FileKind.reasonToSkip(entry.name());
        others.add(new Other(entry, reason.isEmpty() ? FolderWalk.NO_PART : reason));
      }
    }
  }

  private boolean holdsAccounted(String folder) {
    return accounted.stream().anyMatch(path -> path.startsWith(folder + "/"));
  }

  private String root() {
    return Folders.trimmed(request.location());
  }

  /** Real path of the folder that the job writes, which may lie in the source; empty if not. */
  private String output() {
    return request.layout().output().isEmpty() || !Folders.exists(files, request.layout().output())
        ? ""
        : real(request.layout().output());
  }

  private String real(String path) {
    try {
      return files.realPath(path);
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }
}
