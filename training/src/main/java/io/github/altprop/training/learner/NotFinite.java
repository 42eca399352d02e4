package io.github.altprop.training.learner;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.io.Serializable;
import java.util.Optional;

/**
 * What of a training is infinite or no number any more.
 *
 * @param kind where it shows
 * @param layer the first concerned, from the input on; "output" for a loss
 * @param what "loss", "update of its weight", "weight", or why a step could not be made
 */
public record NotFinite(Kind kind, String layer, String what) implements Serializable {
  /** Where it shows. */
  public enum Kind {
    LOSS,
    UPDATE,
    PARAMETER,
    /** A step could not be made at all. */
    STEP
  }

  private static final String OUTPUT = "output";

  /** A loss that is none, while all updates and parameters are finite. */
  public static NotFinite loss() {
    return new NotFinite(Kind.LOSS, OUTPUT, "loss");
  }

  /** A step that could not be made of numbers like these. */
  public static NotFinite step(ArithmeticException failure) {
    return new NotFinite(Kind.STEP, OUTPUT, failure.getMessage());
  }

  /** Whether all elements of a vector are finite; one pass over it. */
  public static boolean isFree(Engine engine, ParameterVector vector) {
    return Double.isFinite(engine.sumOfMagnitudes(vector.flat()));
  }

  /**
   * The first parameter whose elements are not all finite.
   *
   * @param kind what the vector holds: updates or parameters
   */
  static Optional<NotFinite> in(Engine engine, ParameterVector vector, Kind kind) {
    if (isFree(engine, vector)) {
      return Optional.empty();
    }
    for (Parameter parameter : vector.layout().parameters()) {
      if (!Double.isFinite(engine.sumOfMagnitudes(vector.view(parameter)))) {
        int dot = parameter.name().lastIndexOf('.');
        String layer = dot < 0 ? parameter.name() : parameter.name().substring(0, dot);
        String name = parameter.name().substring(dot + 1);
        return Optional.of(
            new NotFinite(kind, layer, kind == Kind.UPDATE ? "update of its " + name : name));
      }
    }
    return Optional.empty();
  }
}
