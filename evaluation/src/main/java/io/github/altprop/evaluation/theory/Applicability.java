package io.github.altprop.evaluation.theory;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the conservation law speaks about a hidden layer, and if not, why. */
public final class Applicability {
  private final Set<Obstacle> obstacles;

  private Applicability(Set<Obstacle> obstacles) {
    this.obstacles = obstacles;
  }

  /** Applies if there are no obstacles. */
  public static Applicability given(Collection<Obstacle> obstacles) {
    return new Applicability(Set.copyOf(obstacles));
  }

  /** Whether the law applies. */
  public boolean applies() {
    return obstacles.isEmpty();
  }

  /** What stands in the way. */
  public Set<Obstacle> obstacles() {
    return obstacles;
  }

  /** Why the law does not apply, in words; empty if it does. */
  public Optional<String> reason() {
    return applies()
        ? Optional.empty()
        : Optional.of(
            "the conservation law does not apply: "
                + obstacles.stream()
                    .sorted()
                    .map(Obstacle::reason)
                    .collect(Collectors.joining("; ")));
  }
}
