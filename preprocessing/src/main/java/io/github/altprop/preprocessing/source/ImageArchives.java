package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
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
    static List<TarEntry> entries(FileAccess files, Place place) {
      try (RandomFile file = files.openRandom(place.archive)) {
        String name = place.wnid.isEmpty() ? place.archive : place.archive + "!" + place.wnid;
        return ImageArchives.entries(TarReader.of(file, name, place.start, place.end));
      } catch (IOException e) {
        throw BadInputException.unreadable(place.archive, e);
      }
    }
  }

  /** The images of an archive of one archive a class. */
  static List<ImageEntry> train(
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
    List<ImageEntry> images = new ArrayList<>();
    List<List<TarEntry>> found = tasks.run(places, Place::entries);
    for (int i = 0; i < places.size(); i++) {
      String wnid = places.get(i).wnid;
      int label = labels.ofClass(wnid, archive.path());
      found.get(i).stream()
          .map(entry -> image(archive, "train/" + wnid + "/" + entry.baseName(), entry, label))
          .forEach(images::add);
    }
    return images;
  }

  /** The images of an archive of validation images. */
  static List<ImageEntry> validation(TaskRunner tasks, FileEntry archive, ImageNetLabels labels) {
    Place place = new Place(archive.path(), "", 0, archive.length());
    return tasks.run(List.of(place), Place::entries).stream()
        .flatMap(List::stream)
        .map(
            entry -> {
              int label = labels.ofValidation(entry.baseName(), archive.path());
              return image(archive, "val/" + entry.baseName(), entry, label);
            })
        .toList();
  }

  private static List<TarEntry> entries(TarReader reader) {
    return Stream.iterate(reader.next(), Optional::isPresent, entry -> reader.next())
        .map(Optional::get)
        .toList();
  }

  private static ImageEntry image(FileEntry archive, String name, TarEntry entry, int label) {
    return new ImageEntry(archive.path(), name, entry.offset(), entry.length(), label);
  }
}
