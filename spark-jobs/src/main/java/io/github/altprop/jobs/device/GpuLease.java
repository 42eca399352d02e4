package io.github.altprop.jobs.device;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One GPU of this machine for as long as a long task takes: the one that the fewest tasks of this
 * process have then. Tasks of different lengths would meet on one GPU by their numbers.
 */
public final class GpuLease implements AutoCloseable {
  private static final Map<Integer, Integer> TAKERS = new HashMap<>();

  private final Placement placement;

  private GpuLease(Placement placement) {
    this.placement = placement;
  }

  /** Takes one of a placement's GPUs of this machine; other placements stay as they are. */
  public static GpuLease of(Placement placement) {
    if (placement.rule() != Placement.Rule.GPUS_HERE) {
      return new GpuLease(placement);
    }
    synchronized (TAKERS) {
      int gpu =
          placement.gpus().stream()
              .min(Comparator.comparingInt(index -> TAKERS.getOrDefault(index, 0)))
              .orElseThrow();
      TAKERS.merge(gpu, 1, Integer::sum);
      return new GpuLease(new Placement(Placement.Rule.GPUS_HERE, List.of(gpu)));
    }
  }

  /** The placement on what was taken. */
  public Placement placement() {
    return placement;
  }

  @Override
  public void close() {
    if (placement.rule() == Placement.Rule.GPUS_HERE) {
      synchronized (TAKERS) {
        TAKERS.merge(placement.gpus().get(0), -1, Integer::sum);
      }
    }
  }
}
