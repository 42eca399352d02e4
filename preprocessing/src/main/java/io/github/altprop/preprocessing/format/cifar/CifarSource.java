package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.files.TextFiles;
import io.github.altprop.preprocessing.format.cifar.CifarEdition.Part;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CIFAR-10 and CIFAR-100 in their binary versions, records of one or two label bytes (CIFAR-100:
 * coarse, then fine; the fine one is used) and 3,072 bytes of pixels, planes of red, green and
 * blue; or in their python versions, pickles of the same; unpacked or as they are downloaded.
 *
 * <p>Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images". Differs:
 * fewer records than the published count are accepted, with a note.
 */
public final class CifarSource implements Source {
  private static final int CHUNK_RECORDS = 5_000;
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);

  private final CifarEdition edition;

  private CifarSource(CifarEdition edition) {
    this.edition = edition;
  }

  /** CIFAR-10. */
  public static CifarSource cifar10() {
    return new CifarSource(CifarEdition.ten());
  }

  /** CIFAR-100, by its fine labels. */
  public static CifarSource cifar100() {
    return new CifarSource(CifarEdition.hundred());
  }

  @Override
  public String name() {
    return edition.name();
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess access, TaskRunner tasks, SourceRequest request) {
    CifarFiles found = CifarFiles.find(access, request.location(), edition);
    List<Chunk> chunks = new ArrayList<>();
    Inputs inputs = new Inputs(access, tasks, request);
    found.archive().ifPresent(inputs::add);
    List<String> notes = new ArrayList<>();
    Map<Split, Integer> seen = new EnumMap<>(Split.class);
    for (Part part : edition.files()) {
      FileEntry entry = found.file(part.name(found.form()));
      if (found.archive().isEmpty()) {
        inputs.add(entry);
      }
      int first = seen.getOrDefault(part.split(), 0);
      int records =
          found.form() == CifarForm.BINARY
              ? addBinary(entry, part, first, chunks)
              : addPickle(access, entry, part, first, chunks);
      if (records < part.records()) {
        notes.add(
            entry.path() + " has " + records + " of the published " + part.records() + " records");
      }
      seen.merge(part.split(), records, Integer::sum);
    }
    List<String> names = classNames(access, found, inputs);
    return new SourcePlan(SHAPE, names, chunks, Map.of(), inputs.record(), notes);
  }

  private int addBinary(FileEntry entry, Part part, int first, List<Chunk> chunks) {
    int records = records(entry, part);
    for (int from = 0; from < records; from += CHUNK_RECORDS) {
      chunks.add(
          new CifarChunk(
              entry.path(),
              part.split(),
              first + from,
              from,
              Math.min(CHUNK_RECORDS, records - from),
              edition.labelBytes(),
              edition.classes()));
    }
    return records;
  }

  private int addPickle(
      FileAccess access, FileEntry entry, Part part, int first, List<Chunk> chunks) {
    PickledCifar content = PickledCifar.read(access, entry.path(), edition.labelsKey());
    if (content.count() > part.records()) {
      throw new BadInputException(
          entry.path()
              + ": "
              + content.count()
              + " images; expected at most the "
              + part.records()
              + " that "
              + edition.name()
              + " has here");
    }
    chunks.add(
        new CifarPickleChunk(
            entry.path(),
            part.split(),
            first,
            content.count(),
            edition.labelsKey(),
            edition.classes()));
    return content.count();
  }

  private int records(FileEntry entry, Part part) {
    int recordBytes = edition.labelBytes() + SHAPE.values();
    long records = entry.length() / recordBytes;
    if (records > part.records()) {
      throw BadInputException.at(
          entry.path(),
          (long) part.records() * recordBytes,
          "more data than the "
              + part.records()
              + " records of "
              + recordBytes
              + " bytes that "
              + edition.name()
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
    return (int) records;
  }

  private List<String> classNames(FileAccess access, CifarFiles found, Inputs inputs) {
    Optional<FileEntry> file = found.optional(edition.namesFile(found.form()));
    if (file.isEmpty()) {
      return ClassNames.numbered(edition.classes());
    }
    if (found.archive().isEmpty()) {
      inputs.add(file.get());
    }
    String path = file.get().path();
    List<String> names =
        found.form() == CifarForm.BINARY
            ? TextFiles.lines(access, path)
            : PickledCifar.names(access, path, edition.namesKey());
    if (names.size() != edition.classes()) {
      throw new BadInputException(
          path + ": " + names.size() + " class names; expected " + edition.classes());
    }
    return names;
  }
}
