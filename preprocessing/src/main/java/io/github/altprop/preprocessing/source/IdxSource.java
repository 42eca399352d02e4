package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MNIST and its look-alikes: four IDX files, plain or gzipped, under their published names.
 *
 * <p>Source: LeCun, Cortes and Burges 1998, "The MNIST database", file formats.
 */
final class IdxSource implements Source {
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  static final List<String> CLOTHES =
      List.of(
          "t-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle-boot");

  private static final int CHUNK_IMAGES = 10_000;

  private final String name;
  private final List<String> classNames;

  IdxSource(String name, List<String> classNames) {
    this.name = name;
    this.classNames = classNames;
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
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    String root = Folders.trimmed(request.location());
    if (!holdsImages(files, root) && holdsImages(files, root + "/" + name)) {
      root = root + "/" + name;
    }
    List<Chunk> chunks = new ArrayList<>();
    Inputs inputs = new Inputs();
    IdxHeader first = null;
    for (Split split : Split.values()) {
      String prefix = split == Split.TRAIN ? "train" : "t10k";
      FileEntry imageFile = Folders.anyFile(files, root, names(prefix + "-images", 3));
      FileEntry labelFile = Folders.anyFile(files, root, names(prefix + "-labels", 1));
      IdxHeader images = IdxHeader.images(files, imageFile);
      IdxHeader labels = IdxHeader.labels(files, labelFile);
      if (images.count() != labels.count()) {
        throw BadInputException.at(
            labelFile.path(),
            4,
            labels.count()
                + " labels; expected "
                + images.count()
                + ", as many as there are images in "
                + imageFile.path());
      }
      if (first != null && (first.rows() != images.rows() || first.columns() != images.columns())) {
        throw BadInputException.at(
            imageFile.path(),
            8,
            "images of %d x %d; expected %d x %d as in the training images"
                .formatted(images.rows(), images.columns(), first.rows(), first.columns()));
      }
      first = images;
      inputs.add(imageFile);
      inputs.add(labelFile);
      addChunks(chunks, split, imageFile, labelFile, images);
    }
    ImageShape shape = new ImageShape(first.rows(), first.columns(), 1);
    return new SourcePlan(
        shape, classNames, chunks, Map.of(), inputs.record(request.location()), List.of());
  }

  private void addChunks(
      List<Chunk> chunks, Split split, FileEntry images, FileEntry labels, IdxHeader header) {
    for (int from = 0; from < header.count(); from += CHUNK_IMAGES) {
      int count = Math.min(CHUNK_IMAGES, header.count() - from);
      boolean last = from + count == header.count();
      chunks.add(
          new IdxChunk(
              images.path(),
              labels.path(),
              split,
              from,
              count,
              header.rows() * header.columns(),
              classNames.size(),
              last));
    }
  }

  private static boolean holdsImages(FileAccess files, String folder) {
    return names("train-images", 3).stream()
        .anyMatch(name -> Folders.exists(files, folder + "/" + name));
  }

  private static List<String> names(String stem, int dimensions) {
    String dashed = stem + "-idx" + dimensions + "-ubyte";
    String dotted = stem + ".idx" + dimensions + "-ubyte";
    return List.of(dashed, dashed + ".gz", dotted, dotted + ".gz");
  }
}
