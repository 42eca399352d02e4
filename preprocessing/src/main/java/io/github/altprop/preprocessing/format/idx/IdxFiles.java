package io.github.altprop.preprocessing.format.idx;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.format.idx.IdxChunk.Layout;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The four IDX files of a data set.
 *
 * @param names of each split's files without their endings: images, then labels
 * @param classNames names of the classes by label
 * @param firstLabel what the files have for the first class
 * @param layout how the pixels of an image are stored
 */
record IdxFiles(
    Map<Split, List<String>> names, List<String> classNames, int firstLabel, Layout layout) {
  private static final int CHUNK_IMAGES = 10_000;

  /** How they will be read from a folder. */
  SourcePlan plan(FileAccess files, String root, Inputs inputs) {
    List<Chunk> chunks = new ArrayList<>();
    IdxHeader first = null;
    for (Split split : Split.values()) {
      FileEntry imageFile = Folders.anyFile(files, root, variants(names.get(split).get(0), 3));
      FileEntry labelFile = Folders.anyFile(files, root, variants(names.get(split).get(1), 1));
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
    ImageShape shape =
        layout == Layout.UPRIGHT
            ? new ImageShape(first.rows(), first.columns(), 1)
            : new ImageShape(first.columns(), first.rows(), 1);
    return new SourcePlan(shape, classNames, chunks, Map.of(), inputs.record(), List.of());
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
              header.columns(),
              classNames.size(),
              firstLabel,
              layout,
              last));
    }
  }

  /**
   * The names under which a file is found: with a dash or a dot, gzipped or not, and in a folder of
   * its own name, as one site packs them.
   */
  static List<String> variants(String stem, int dimensions) {
    String dashed = stem + "-idx" + dimensions + "-ubyte";
    String dotted = stem + ".idx" + dimensions + "-ubyte";
    List<String> plain = List.of(dashed, dashed + ".gz", dotted, dotted + ".gz");
    List<String> all = new ArrayList<>(plain);
    for (String folder : List.of(dashed, dotted)) {
      plain.forEach(name -> all.add(folder + "/" + name));
    }
    return all;
  }
}
