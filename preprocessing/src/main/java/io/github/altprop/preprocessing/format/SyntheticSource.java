package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ChunkExamples;
import io.github.altprop.preprocessing.source.Examples;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import io.github.altprop.preprocessing.synthetic.Generated;
import io.github.altprop.preprocessing.synthetic.GeneratedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** A generated data set: as many training images as it has, or as many as a subset needs. */
final class SyntheticSource implements Source {
  private static final int CHUNK_IMAGES = 2_000;

  private final Generated generated;

  SyntheticSource(Generated generated) {
    this.generated = generated;
  }

  @Override
  public String name() {
    return generated.label();
  }

  @Override
  public boolean hasFiles() {
    return false;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    List<Chunk> chunks = new ArrayList<>();
    for (Split split : Split.values()) {
      int images = split == Split.TRAIN ? trainImages(request) : generated.testImages();
      for (int from = 0; from < images; from += CHUNK_IMAGES) {
        int count = Math.min(CHUNK_IMAGES, images - from);
        chunks.add(new SyntheticChunk(generated, request.seed(), split, from, count));
      }
    }
    return new SourcePlan(
        generated.shape(),
        generated.classNames(),
        chunks,
        Map.of(),
        new SourceRecord(request.location(), 0, 0, Digests.sha256(new byte[0]), List.of()),
        List.of());
  }

  /** Enough for the subset that is wanted of the classes that are kept. */
  private int trainImages(SourceRequest request) {
    int classes = generated.classNames().size();
    int kept = request.classes().orElse(classes);
    int perClass = (request.subset().orElse(0) + kept - 1) / kept;
    return Math.max(generated.trainImages(), Math.multiplyExact(perClass, classes));
  }

  /** Some consecutive generated images. */
  private record SyntheticChunk(
      Generated generated, long seed, Split split, long firstIndex, int count) implements Chunk {
    @Override
    public int[] labels(FileAccess files) {
      return IntStream.range(0, count).map(i -> generated.classOf(firstIndex + i)).toArray();
    }

    @Override
    public Examples<Example> examples(FileAccess files, LongPredicate wanted) {
      GeneratedImages images = generated.images(seed);
      return new ChunkExamples(this, wanted, () -> {}) {
        @Override
        protected Example read(int ordinal) {
          return images.draw(split, firstIndex + ordinal);
        }

        @Override
        protected void skip(int ordinal) {
          // Each image is drawn on its own.
        }
      };
    }
  }
}
