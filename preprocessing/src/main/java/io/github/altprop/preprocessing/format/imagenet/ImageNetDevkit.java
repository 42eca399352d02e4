package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.RandomFile;
import io.github.altprop.preprocessing.files.TarEntry;
import io.github.altprop.preprocessing.files.TarReader;
import io.github.altprop.preprocessing.files.TextFiles;
import io.github.altprop.preprocessing.format.imagenet.ImageNetLabels.NamedClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads labels from whichever of these is there: a devkit's {@code data/} folder with {@code
 * map_clsloc.txt} or {@code meta.mat}, the devkit's archive, or the lists of the Kaggle edition. A
 * devkit numbers the classes from 1; the label is that number less one, and line i of its ground
 * truth is the number of validation image i. The Kaggle edition lists classes in another order.
 *
 * <p>Source: experiments, section 1.2.
 */
final class ImageNetDevkit {
  private static final List<String> FOLDERS = List.of("devkit/data", "ILSVRC2012_devkit_t12/data");
  private static final String ARCHIVE = "ILSVRC2012_devkit_t12.tar.gz";
  private static final String MAP = "map_clsloc.txt";
  private static final String META = "meta.mat";
  private static final String KAGGLE_CLASSES = "LOC_synset_mapping.txt";
  private static final String KAGGLE_TRUTH = "LOC_val_solution.csv";
  private static final List<String> TRUTHS =
      List.of(
          "ILSVRC2012_validation_ground_truth.txt",
          "ILSVRC2015_clsloc_validation_ground_truth.txt");
  private static final int MOST_BYTES = 256 << 20;

  private final FileAccess files;

  ImageNetDevkit(FileAccess files) {
    this.files = files;
  }

  /** The labels, looked for in these folders. */
  ImageNetLabels labels(List<String> roots) {
    for (String root : roots) {
      for (String folder : FOLDERS) {
        String path = root + "/" + folder;
        if (Folders.exists(files, path + "/" + MAP)) {
          FileEntry map = Folders.file(files, path, MAP);
          return devkit(map, ofMap(map.path(), TextFiles.lines(files, map.path())), path);
        }
        if (Folders.exists(files, path + "/" + META)) {
          FileEntry meta = Folders.file(files, path, META);
          return devkit(meta, DevkitMeta.classes(bytes(meta), meta.path()), path);
        }
      }
      if (Folders.exists(files, root + "/" + ARCHIVE)) {
        return archive(Folders.file(files, root, ARCHIVE));
      }
    }
    for (String root : roots) {
      if (Folders.exists(files, root + "/" + KAGGLE_CLASSES)) {
        return kaggle(root);
      }
    }
    throw new BadInputException(
        roots.get(0)
            + ": expected "
            + FOLDERS.get(0)
            + "/"
            + MAP
            + ", "
            + ARCHIVE
            + " or "
            + KAGGLE_CLASSES
            + " here, which say what the classes are; found none");
  }

  private ImageNetLabels devkit(FileEntry list, List<NamedClass> classes, String folder) {
    FileEntry truth = Folders.anyFile(files, folder, TRUTHS);
    return labels(
        list.path(),
        classes,
        truth.path(),
        TextFiles.lines(files, truth.path()),
        List.of(list, truth));
  }

  private ImageNetLabels archive(FileEntry archive) {
    byte[] meta = null;
    byte[] truth = null;
    try (InputStream in = files.open(archive.path(), 0);
        GZIPInputStream unzipped = new GZIPInputStream(in)) {
      byte[] tar = unzipped.readNBytes(MOST_BYTES);
      TarReader reader = TarReader.of(RandomFile.of(tar), archive.path(), 0, tar.length);
      for (Optional<TarEntry> of = reader.next(); of.isPresent(); of = reader.next()) {
        TarEntry entry = of.get();
        if (entry.baseName().equals(META)) {
          meta = reader.content(entry, MOST_BYTES);
        } else if (TRUTHS.contains(entry.baseName())) {
          truth = reader.content(entry, MOST_BYTES);
        }
      }
    } catch (IOException e) {
      throw BadInputException.unreadable(archive.path(), e);
    }
    if (meta == null || truth == null) {
      throw new BadInputException(
          archive.path() + ": expected data/" + META + " and data/" + TRUTHS.get(0) + " in it");
    }
    return labels(
        archive.path() + "!" + META,
        DevkitMeta.classes(meta, archive.path() + "!" + META),
        archive.path() + "!" + TRUTHS.get(0),
        TextFiles.lines(truth),
        List.of(archive));
  }

  /** Lines of a WordNet id, the number of the class and its name. */
  private static List<NamedClass> ofMap(String file, List<String> lines) {
    List<NamedClass> classes = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      String[] fields = lines.get(line).split("\\s+", 3);
      if (fields.length < 2 || number(fields[1], file, line) != line + 1) {
        throw new BadInputException(
            file
                + ": line "
                + (line + 1)
                + ": '"
                + lines.get(line)
                + "'; expected a WordNet id and the number "
                + (line + 1));
      }
      String name = fields.length > 2 ? fields[2].replace('_', ' ') : fields[0];
      classes.add(new NamedClass(fields[0], name));
    }
    return classes;
  }

  private static int number(String text, String file, int line) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The complaint is the same.
    }
    throw new BadInputException(
        file + ": line " + (line + 1) + ": '" + text + "'; expected the number of a class");
  }

  private static ImageNetLabels labels(
      String classesFile,
      List<NamedClass> classes,
      String truthFile,
      List<String> truth,
      List<FileEntry> inputs) {
    Map<String, Integer> validation = new HashMap<>();
    for (int line = 0; line < truth.size(); line++) {
      int number = number(truth.get(line), truthFile, line);
      if (number > classes.size()) {
        throw new BadInputException(
            truthFile
                + ": line "
                + (line + 1)
                + ": "
                + number
                + "; expected 1 to "
                + classes.size());
      }
      validation.put(ImageNetLabels.validationName(line + 1), number - 1);
    }
    return new ImageNetLabels(
        classesFile,
        NamedClass.numbered(classes, classesFile),
        classes.stream().map(NamedClass::name).toList(),
        truthFile,
        validation,
        inputs,
        List.of());
  }

  private ImageNetLabels kaggle(String root) {
    FileEntry list = Folders.file(files, root, KAGGLE_CLASSES);
    FileEntry truth = Folders.file(files, root, KAGGLE_TRUTH);
    List<NamedClass> classes = new ArrayList<>();
    for (String line : TextFiles.lines(files, list.path())) {
      String[] fields = line.split("\\s+", 2);
      classes.add(new NamedClass(fields[0], fields.length < 2 ? fields[0] : fields[1]));
    }
    Map<String, Integer> wnids = NamedClass.numbered(classes, list.path());
    Map<String, Integer> validation = new HashMap<>();
    List<String> lines = TextFiles.lines(files, truth.path());
    for (int line = 1; line < lines.size(); line++) { // after the names of the columns
      String[] fields = lines.get(line).split("[,\\s]+", 3);
      Integer label = fields.length < 2 ? null : wnids.get(fields[1]);
      if (label == null) {
        throw new BadInputException(
            truth.path()
                + ": line "
                + (line + 1)
                + ": '"
                + lines.get(line)
                + "'; expected an image, a comma and a class of "
                + KAGGLE_CLASSES);
      }
      validation.put(fields[0], label);
    }
    return new ImageNetLabels(
        list.path(),
        wnids,
        classes.stream().map(NamedClass::name).toList(),
        truth.path(),
        validation,
        List.of(list, truth),
        List.of(
            "classes are numbered as "
                + KAGGLE_CLASSES
                + " lists them; for the devkit's numbers put "
                + ARCHIVE
                + " beside it"));
  }

  private byte[] bytes(FileEntry file) {
    try (InputStream in = files.open(file.path(), 0)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw BadInputException.unreadable(file.path(), e);
    }
  }
}
