package io.github.altprop.jobs.measure;

import io.github.altprop.jobs.UserError;
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
 * What one layer passes on for chosen examples.
 *
 * @param places of the examples in their split, rising
 * @param labels their classes
 * @param width features of an example
 * @param rows [places.length, width]
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record SampledRows(int[] places, int[] labels, int width, float[] rows) implements Serializable {
  /**
   * The chosen examples of a stretch.
   *
   * @param places in the split, rising
   */
  record Choice(Stretch stretch, int[] places) implements Serializable {}

  /** Computes the features of some layers for the chosen examples of a stretch, by layer. */
  static List<Tuple2<Integer, SampledRows>> of(
      Worker worker, Supplier<ModelState> state, Choice choice, List<String> layers) {
    state.get().into(worker.learner());
    List<Tuple2<Integer, SampledRows>> features = new ArrayList<>();
    Stretch stretch = choice.stretch();
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch -> add(worker, batch, choice, layers, features));
    return features;
  }

  private static void add(
      Worker worker,
      Minibatch batch,
      Choice choice,
      List<String> layers,
      List<Tuple2<Integer, SampledRows>> into) {
    int first = Math.toIntExact(batch.number() * worker.experiment().batchSize());
    int[] places =
        Arrays.stream(choice.places())
            .filter(place -> place >= first && place < first + batch.size())
            .toArray();
    if (places.length == 0) {
      return;
    }
    int[] labels = Arrays.stream(places).map(place -> batch.labels()[place - first]).toArray();
    for (int layer = 0; layer < layers.size(); layer++) {
      float[] all = worker.learner().features(layers.get(layer), batch.inputs(), batch.size());
      int width = all.length / batch.size();
      float[] rows = new float[places.length * width];
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(all, (places[i] - first) * width, rows, i * width, width);
      }
      into.add(new Tuple2<>(layer, new SampledRows(places, labels, width, rows)));
    }
  }

  /**
   * The parts of one layer as one, in the order of the split.
   *
   * @param layer its name, for messages
   * @throws UserError if values are no finite numbers, or too many for one array
   */
  static SampledRows joined(String layer, Iterable<SampledRows> parts) {
    List<SampledRows> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    // A shuffle keeps no order.
    ordered.sort(Comparator.comparingInt(part -> part.places()[0]));
    int width = ordered.get(0).width();
    int[] places = ordered.stream().flatMapToInt(part -> Arrays.stream(part.places())).toArray();
    int[] labels = ordered.stream().flatMapToInt(part -> Arrays.stream(part.labels())).toArray();
    if ((long) places.length * width > Integer.MAX_VALUE - 8) {
      throw new UserError(
          "layer %s has %,d features an example: %,d examples are too many, at most %,d fit"
              .formatted(layer, width, places.length, (Integer.MAX_VALUE - 8) / width));
    }
    float[] rows = new float[places.length * width];
    int next = 0;
    for (SampledRows part : ordered) {
      System.arraycopy(part.rows(), 0, rows, next, part.rows().length);
      next += part.rows().length;
    }
    for (int i = 0; i < rows.length; i++) {
      if (!Float.isFinite(rows[i])) {
        throw new UserError(
            "layer %s passes on %s for example %d: there is nothing to be laid out"
                .formatted(layer, rows[i], places[i / width]));
      }
    }
    return new SampledRows(places, labels, width, rows);
  }
}
