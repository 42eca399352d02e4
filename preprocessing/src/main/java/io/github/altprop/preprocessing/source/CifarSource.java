package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * CIFAR-10 and CIFAR-100 in their binary versions: records of one or two label bytes (CIFAR-100:
 * coarse, then fine; the fine one is used) and 3,072 bytes of pixels, planes of red, green and
 * blue.
 *
 * <p>Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images", binary
 * version. Differs: fewer records than the published count are accepted, with a note.
 */
final class CifarSource implements Source {
  private static final int CHUNK_RECORDS = 5_000;
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);

  private final String name;
  private final String folder;
  private final String namesFile;
  private final int classes;
  private final int labelBytes;
  private final List<OfficialFile> files;

  /** A file of the published data set and how many records it has there. */
  private record OfficialFile(String name, Split split, int records) {}

  private CifarSource(
      String name,
      String folder,
      String namesFile,
      int classes,
      int labelBytes,
      List<OfficialFile> files) {
    this.name = name;
    this.folder = folder;
    this.namesFile = namesFile;
    this.classes = classes;
    this.labelBytes = labelBytes;
    this.files = files;
  }

  static CifarSource cifar10() {
    List<OfficialFile> files = new ArrayList<>();
    for (int batch = 1; batch <= 5; batch++) {
      files.add(new OfficialFile("data_batch_" + batch + ".bin", Split.TRAIN, 10_000));
    }
    files.add(new OfficialFile("test_batch.bin", Split.TEST, 10_000));
    return new CifarSource("cifar10", "cifar-10-batches-bin", "batches.meta.txt", 10, 1, files);
  }

  static CifarSource cifar100() {
    return new CifarSource(
        "cifar100",
        "cifar-100-binary",
        "fine_label_names.txt",
        100,
        2,
        List.of(
            new OfficialFile("train.bin", Split.TRAIN, 50_000),
            new OfficialFile("test.bin", Split.TEST, 10_000)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess access, TaskRunner tasks, SourceRequest request) {
    String root = Folders.find(access, request.location(), folder, files.get(0).name());
    List<Chunk> chunks = new ArrayList<>();
    Inputs inputs = new Inputs();
    List<String> notes = new ArrayList<>();
    Map<Split, Integer> seen = new EnumMap<>(Split.class);
    for (OfficialFile file : files) {
      FileEntry entry = Folders.file(access, root, file.name());
      int records = records(entry, file, notes);
      inputs.add(entry);
      for (int from = 0; from < records; from += CHUNK_RECORDS) {
        int count = Math.min(CHUNK_RECORDS, records - from);
        chunks.add(
            new CifarChunk(
                entry.path(),
                file.split(),
                seen.getOrDefault(file.split(), 0) + from,
                from,
                count,
                labelBytes,
                classes));
      }
      seen.merge(file.split(), records, Integer::sum);
    }
    return new SourcePlan(
        SHAPE,
        classNames(access, root),
        chunks,
        Map.of(),
        inputs.record(request.location()),
        notes);
  }

  private int records(FileEntry entry, OfficialFile official, List<String> notes) {
    int recordBytes = labelBytes + SHAPE.values();
    long records = entry.length() / recordBytes;
    if (records > official.records()) {
      throw BadInputException.at(
          entry.path(),
          (long) official.records() * recordBytes,
          "more data than the "
              + official.records()
              + " records of "
              + recordBytes
              + " bytes that "
              + name
              + " has here (the file has "
              + entry.length()
              + " bytes)");
    }
    if (entry.length() % recordBytes != 0 || records == 0) {
      throw BadInputException.at(
          entry.path(),
          records * recordBytes,
          "incomplete record: "
              + entry.length() % recordBytes
              + " bytes where "
              + recordBytes
              + " were expected (the file has "
              + entry.length()
              + " bytes)");
    }
    if (records < official.records()) {
      notes.add(
          entry.path()
              + " has "
              + records
              + " of the published "
              + official.records()
              + " records");
    }
    return (int) records;
  }

  private List<String> classNames(FileAccess access, String root) {
    String path = root + "/" + namesFile;
    try (InputStream in = access.open(path, 0)) {
      List<String> names =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      if (names.size() != classes) {
        throw new BadInputException(
            path + ": " + names.size() + " class names; expected " + classes);
      }
      return names;
    } catch (FileNotFoundException e) {
      return ClassNames.numbered(classes);
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }
}
