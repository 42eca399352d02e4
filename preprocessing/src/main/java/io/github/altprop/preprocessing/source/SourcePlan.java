package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a data set will be read.
 *
 * @param shape size of every image
 * @param classNames names of the classes by label
 * @param chunks what can only be read one example after the other; of each split the chunks are in
 *     the order of their indices
 * @param images what can be read image by image; a split is in chunks or here
 * @param source the files that will be read
 * @param notes what a user should know and that is no reason to stop
 */
public record SourcePlan(
    ImageShape shape,
    List<String> classNames,
    List<Chunk> chunks,
    Map<Split, ImageFiles> images,
    SourceRecord source,
    List<String> notes) {
  public SourcePlan {
    classNames = List.copyOf(classNames);
    chunks = List.copyOf(chunks);
    images = Map.copyOf(images);
    notes = List.copyOf(notes);
  }

  /** How image files become one size; empty if images have one. */
  public Optional<Resize> resize() {
    return images.values().stream().map(ImageFiles::resize).findAny();
  }

  /** Number of examples that a split holds. */
  public int examples(Split split) {
    if (images.containsKey(split)) {
      return images.get(split).count();
    }
    long count =
        chunks.stream().filter(chunk -> chunk.split() == split).mapToLong(Chunk::count).sum();
    return Math.toIntExact(count);
  }
}
