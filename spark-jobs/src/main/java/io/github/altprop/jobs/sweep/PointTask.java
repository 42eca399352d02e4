package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.device.GpuLease;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.faults.UserFaults;
import io.github.altprop.jobs.train.TrainJob;
import io.github.altprop.jobs.train.TrainRequest;
import io.github.altprop.jobs.train.TrainResult;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Trains one point within the task that it is given. A point that fails ends with the reason, and
 * stops no other; one that was begun is continued at its newest checkpoint.
 *
 * @param configuration how file systems are reached
 * @param folder of the sweep
 * @param threads that a point may compute with
 * @param placement where points compute
 * @param done how far the task is, from 0 to {@link PointHeartbeats#WHOLE}
 */
record PointTask(
    SerializableConfiguration configuration,
    String folder,
    int threads,
    Placement placement,
    LongAccumulator done)
    implements Function<Point, PointOutcome>, Serializable {
  @Override
  public PointOutcome call(Point point) {
    Instant started = Instant.now();
    State state;
    String why;
    try {
      TrainResult result = train(point);
      state = result.divergence().isPresent() ? State.DIVERGED : State.FINISHED;
      why = result.divergence().orElse("");
    } catch (RuntimeException e) {
      state = State.FAILED;
      why = UserFaults.in(e).map(Throwable::getMessage).orElse(e.toString());
    }
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    return new PointOutcome(point.name(), state, why, host, started, Instant.now());
  }

  private TrainResult train(Point point) {
    TrainRequest request =
        new TrainRequest(
            Optional.of(SweepFolder.experiment(folder, point.name())),
            List.of(),
            point.dataUri(),
            SweepFolder.run(folder, point.name()),
            TrainRequest.Mode.RESUME,
            WantedDevice.AUTO);
    TrainJob job = TrainJob.prepare(request, configuration.value());
    try (GpuLease lease = GpuLease.of(placement)) {
      return job.runWithinTask(threads, lease.placement(), told());
    }
  }

  /** Progress of the training, left where Spark's heartbeats take it to the driver. */
  private Progress told() {
    return new Progress() {
      @Override
      public void at(long step, long steps, String what) {
        done.add(PointHeartbeats.WHOLE * step / steps - done.value());
      }

      @Override
      public void say(String line) {}
    };
  }
}
