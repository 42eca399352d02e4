package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.synthetic.ShapeImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * The generated data set: 8,000 training images, or as many as a subset needs, and 2,000 test
 * images.
 */
final class SyntheticSource implements Source {
  private static final int TRAIN = 8_000;
  private static final int TEST = 2_000;
  private static final int CHUNK_IMAGES = 2_000;

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public boolean hasFiles() {
    return false;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    List<Chunk> chunks = new ArrayList<>();
    for (Split split : Split.values()) {
      int images = split == Split.TRAIN ? trainImages(request) : TEST;
      for (int from = 0; from < images; from += CHUNK_IMAGES) {
        int count = Math.min(CHUNK_IMAGES, images - from);
        chunks.add(new SyntheticChunk(request.seed(), split, from, count));
      }
    }
    return new SourcePlan(
        ShapeImages.IMAGE,
        ShapeImages.classNames(),
        chunks,
        Map.of(),
        new SourceRecord(request.location(), 0, 0, Digests.sha256(new byte[0]), List.of()),
        List.of());
  }

  /** Enough for the subset that is wanted of the classes that are kept. */
  private static int trainImages(SourceRequest request) {
    int classes = ShapeImages.classNames().size();
    int kept = request.classes().orElse(classes);
    int perClass = (request.subset().orElse(0) + kept - 1) / kept;
    return Math.max(TRAIN, Math.multiplyExact(perClass, classes));
  }

  /** Some consecutive generated images. */
  private record SyntheticChunk(long seed, Split split, long firstIndex, int count)
      implements Chunk {
    @Override
    public int[] labels(FileAccess files) {
      return IntStream.range(0, count).map(i -> ShapeImages.label(firstIndex + i)).toArray();
    }

    @Override
    public Examples<Example> examples(FileAccess files, LongPredicate wanted) {
      ShapeImages images = new ShapeImages(seed);
      return new ChunkExamples(this, wanted, () -> {}) {
        @Override
        Example read(int ordinal) {
          return images.draw(split, firstIndex + ordinal);
        }

        @Override
        void skip(int ordinal) {
          // Each image is drawn on its own.
        }
      };
    }
  }
}
