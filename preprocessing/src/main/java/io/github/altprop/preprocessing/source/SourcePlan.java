package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import java.util.List;
import java.util.Optional;

/**
 * How a data set will be read.
 *
 * @param shape size of every image
 * @param classNames names of the classes by label
 * @param chunks the work; of each split the chunks are in the order of their indices
 * @param inputs the files that the chunks will read
 * @param resize how image files become one size; empty if images have one
 * @param notes what a user should know and that is no reason to stop
 */
public record SourcePlan(
    ImageShape shape,
    List<String> classNames,
    List<Chunk> chunks,
    List<FileEntry> inputs,
    Optional<Resize> resize,
    List<String> notes) {
  public SourcePlan {
    classNames = List.copyOf(classNames);
    chunks = List.copyOf(chunks);
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /** Number of examples that a split holds. */
  public int examples(Split split) {
    long count =
        chunks.stream().filter(chunk -> chunk.split() == split).mapToLong(Chunk::count).sum();
    return Math.toIntExact(count);
  }
}
