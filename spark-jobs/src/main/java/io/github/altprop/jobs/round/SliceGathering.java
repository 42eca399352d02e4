package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.worker.SparkCrew;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Averages slices wherever workers run: reduce-scatter over Spark's shuffle.
 *
 * @param crew whose workers they are
 * @param slicing with one slice the driver averages by itself, which is quickest for small states
 */
record SliceGathering(SparkCrew crew, Slicing slicing) implements Gathering {
  @Override
  public void gather(String description, ModelState common, List<Share> shares, Arrivals arrivals) {
    Slicing cut = slicing; // a local, because a task must not take this along
    JavaRDD<List<Slice>> fitted =
        crew.later(
            description,
            common,
            shares,
            (worker, state, share) ->
                Slice.cut(worker.trainer(), share, Fit.run(worker, state, share), cut));
    if (cut.slices() == 1) {
      List<Slice> all = new ArrayList<>();
      crew.each(fitted, (task, slices) -> all.addAll(slices));
      arrivals.take(cut, 0, Slice.mean(all));
      return;
    }
    JavaRDD<Slice> averaged = SliceShuffle.of(fitted, cut.slices()).map(Slice::mean);
    try {
      crew.each(averaged, (number, slice) -> arrivals.take(cut, number, slice));
    } finally {
      averaged.rdd().cleanShuffleDependencies(false);
    }
  }
}
