package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.RandomFile;
import io.github.altprop.preprocessing.files.TarEntry;
import io.github.altprop.preprocessing.files.TarReader;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.source.ImageGroup;
import io.github.altprop.preprocessing.source.ImageGroup.Archived;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the images in the original archives by reading the headers alone: those of the outer
 * archive here, those of each class's archive as a task of its own.
 */
final class ImageArchives {
  private ImageArchives() {}

  /** An archive, or the part of one that is an archive itself. */
  private record Place(String archive, String wnid, long start, long end) implements Serializable {
    static Archived entries(FileAccess files, Place place) {
      try (RandomFile file = files.openRandom(place.archive)) {
        String name = place.wnid.isEmpty() ? place.archive : place.archive + "!" + place.wnid;
        TarReader reader = TarReader.of(file, name, place.start, place.end);
        return Archived.of(ImageArchives.entries(reader));
      } catch (IOException e) {
        throw BadInputException.unreadable(place.archive, e);
      }
    }
  }

  /** The images of an archive of one archive a class. */
  static List<ImageGroup> train(
      FileAccess files, TaskRunner tasks, FileEntry archive, ImageNetLabels labels) {
    List<Place> places = new ArrayList<>();
    try (RandomFile file = files.openRandom(archive.path())) {
      for (TarEntry entry : entries(TarReader.of(file, archive.path(), 0, archive.length()))) {
        String wnid = entry.baseName().replaceFirst("\\.tar$", "");
        labels.ofClass(wnid, archive.path());
        long end = entry.offset() + entry.length();
        places.add(new Place(archive.path(), wnid, entry.offset(), end));
      }
    } catch (IOException e) {
      throw BadInputException.unreadable(archive.path(), e);
    }
    List<ImageGroup> images = new ArrayList<>();
    List<Archived> found = tasks.run(places, Place::entries);
    for (int i = 0; i < places.size(); i++) {
      String wnid = places.get(i).wnid;
      int label = labels.ofClass(wnid, archive.path());
      images.add(ImageGroup.of(archive.path(), "train/" + wnid + "/", found.get(i), label));
    }
    return images;
  }

  /** The images of an archive of validation images. */
  static ImageGroup validation(TaskRunner tasks, FileEntry archive, ImageNetLabels labels) {
    Place place = new Place(archive.path(), "", 0, archive.length());
    Archived found = tasks.run(List.of(place), Place::entries).get(0);
    return ImageGroup.of(
        archive.path(), "val/", found, name -> labels.ofValidation(name, archive.path()));
  }

  private static List<TarEntry> entries(TarReader reader) {
    return Stream.iterate(reader.next(), Optional::isPresent, entry -> reader.next())
        .map(Optional::get)
        .toList();
  }
}
