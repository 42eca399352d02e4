package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.worker.SparkCrew;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Averages whole states on the driver, which is quickest for small ones. */
record DriverGathering(SparkCrew crew) implements Gathering {
  private static final Slicing WHOLE = new Slicing(1);

  @Override
  public void gather(String description, ModelState common, List<Share> shares, Arrivals arrivals) {
    JavaRDD<Slice> fitted =
        crew.later(
            description,
            common,
            shares,
            (worker, state, share) -> {
              Report report = Fit.run(worker, Start.of(state, share), share);
              return Slice.cut(worker.trainer(), share, report, WHOLE).get(0);
            });
    List<Slice> all = new ArrayList<>();
    crew.each(fitted, (task, slice) -> all.add(slice));
    arrivals.take(WHOLE, 0, Slice.mean(all));
  }
}
