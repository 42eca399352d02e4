package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.run.RunFiles;
import io.github.altprop.evaluation.run.ScalarHistory;
import io.github.altprop.evaluation.tensorboard.EventFile;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.Reasons;
import io.github.altprop.jobs.run.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Folders that TensorBoard shows: one for each run, with one event file in it. Where that file
 * already holds the beginning of what is to be written, the rest is appended, which a TensorBoard
 * that is open sees; otherwise it is replaced by a file with another name, which it goes on with.
 */
public final class EventFolders {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String SUFFIX = ".altprop";

  private EventFolders() {}

  /**
   * Writes what runs have recorded until now.
   *
   * @param runs at least one
   * @param folder that TensorBoard is started with; event files of others are left alone
   * @throws UserError if a run cannot be understood, or a file not be written
   */
  public static void write(List<RunFolder> runs, Location folder) {
    List<String> names = names(runs.stream().map(run -> run.folder().uri()).toList());
    for (int i = 0; i < runs.size(); i++) {
      Location from = runs.get(i).folder();
      RunFiles files = path -> from.child(path).readTextIfThere();
      byte[] content =
          EventFile.of(
              files.read(RunFolder.EXPERIMENT).orElse(""),
              ScalarHistory.read(Reports.of(runs.get(i)), files));
      write(content, folder.child(names.get(i)));
    }
  }

  private static void write(byte[] content, Location folder) {
    List<String> there =
        folder.list().stream()
            .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
            .toList();
    if (there.size() == 1) {
      Location file = folder.child(there.get(0));
      Optional<byte[]> before = file.readIfThere().filter(bytes -> begins(content, bytes));
      if (before.isPresent()) {
        extend(file, content, before.get().length);
        return;
      }
    }
    folder.child(nameAfter(there)).write(content);
    there.forEach(old -> folder.child(old).delete());
  }

  private static boolean begins(byte[] whole, byte[] part) {
    return part.length <= whole.length
        && Arrays.equals(whole, 0, part.length, part, 0, part.length);
  }

  private static void extend(Location file, byte[] content, int from) {
    if (from == content.length) {
      return;
    }
    if (!file.isLocal()) {
      file.write(content);
      return;
    }
    try (OutputStream out = Files.newOutputStream(file.localPath(), StandardOpenOption.APPEND)) {
      out.write(content, from, content.length - from);
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + Reasons.of(e), e);
    }
  }

  /** TensorBoard reads the files of a folder in the order of their names: seconds since 1970. */
  private static String nameAfter(List<String> there) {
    long seconds = System.currentTimeMillis() / 1000;
    String name = name(seconds);
    while (!there.isEmpty() && name.compareTo(there.get(there.size() - 1)) <= 0) {
      seconds++;
      name = name(seconds);
    }
    return name;
  }

  private static String name(long seconds) {
    return String.format(Locale.ROOT, "%s%010d%s", PREFIX, seconds, SUFFIX);
  }

  /** The last parts of the addresses, as many as tell them apart. */
  private static List<String> names(List<String> addresses) {
    List<List<String>> parts =
        addresses.stream()
            .map(
                address -> Arrays.stream(address.split("/", -1)).filter(p -> !p.isEmpty()).toList())
            .toList();
    int longest = parts.stream().mapToInt(List::size).max().orElse(0);
    for (int count = 1; count <= longest; count++) {
      int last = count;
      List<String> names =
          parts.stream()
              .map(p -> p.subList(Math.max(0, p.size() - last), p.size()))
              .map(p -> p.stream().collect(Collectors.joining("-")))
              .toList();
      if (new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    throw new UserError("the same run is named twice: " + addresses);
  }
}
