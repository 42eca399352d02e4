package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.ClassDistances;
import io.github.altprop.evaluation.metric.FeatureBlock;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.learner.Minibatch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import scala.Tuple2;

/**
 * What one layer passes on for the examples of one class in one minibatch.
 *
 * @param minibatch number among the stored minibatches, which orders the parts of a class
 * @param width features of an example
 * @param rows [examples, width]
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record LayerFeatures(long minibatch, int width, float[] rows) implements Serializable {
  /** Values of a block: small enough for a core's cache, large enough to be worth it. */
  private static final int BLOCK_EXAMPLES = 1024;

  /**
   * What features are grouped by.
   *
   * @param layer place among the wanted layers
   */
  record Key(int layer, int label) implements Serializable, Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparingInt(Key::layer).thenComparingInt(Key::label).compare(this, other);
    }
  }

  /** Computes the features of some layers for a stretch of a split. */
  static List<Tuple2<Key, LayerFeatures>> of(
      Worker worker, Supplier<ModelState> state, Stretch stretch, List<String> layers) {
    state.get().into(worker.learner());
    List<Tuple2<Key, LayerFeatures>> features = new ArrayList<>();
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch -> {
              for (int layer = 0; layer < layers.size(); layer++) {
                float[] rows =
                    worker.learner().features(layers.get(layer), batch.inputs(), batch.size());
                addByClass(layer, batch, rows, features);
              }
            });
    return features;
  }

  private static void addByClass(
      int layer, Minibatch batch, float[] rows, List<Tuple2<Key, LayerFeatures>> into) {
    int width = rows.length / batch.size();
    int[] labels = batch.labels();
    for (int label : Arrays.stream(labels).sorted().distinct().toArray()) {
      int count = (int) Arrays.stream(labels).filter(l -> l == label).count();
      float[] own = new float[count * width];
      int next = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          System.arraycopy(rows, i * width, own, next, width);
          next += width;
        }
      }
      into.add(new Tuple2<>(new Key(layer, label), new LayerFeatures(batch.number(), width, own)));
    }
  }

  /** The sums behind the distances of one class, over all pairs of its examples. */
  static ClassDistances distances(int label, Iterable<LayerFeatures> parts, int classes) {
    List<LayerFeatures> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    // Sums depend on the order, which a shuffle does not keep.
    ordered.sort(Comparator.comparingLong(LayerFeatures::minibatch));
    int width = ordered.get(0).width();
    List<FeatureBlock> blocks = blocks(ordered, width);
    ClassDistances distances = new ClassDistances(classes, width);
    for (int i = 0; i < blocks.size(); i++) {
      distances.addExamples(label, blocks.get(i));
      distances.addPairsWithin(label, blocks.get(i));
      for (int j = 0; j < i; j++) {
        distances.addPairsBetween(label, blocks.get(i), blocks.get(j));
      }
    }
    return distances;
  }

  private static List<FeatureBlock> blocks(List<LayerFeatures> parts, int width) {
    int total = parts.stream().mapToInt(part -> part.rows().length).sum();
    float[] rows = new float[total];
    int next = 0;
    for (LayerFeatures part : parts) {
      System.arraycopy(part.rows(), 0, rows, next, part.rows().length);
      next += part.rows().length;
    }
    List<FeatureBlock> blocks = new ArrayList<>();
    int step = BLOCK_EXAMPLES * width;
    for (int from = 0; from < total; from += step) {
      blocks.add(
          FeatureBlock.of(Arrays.copyOfRange(rows, from, Math.min(total, from + step)), width));
    }
    return blocks;
  }
}
