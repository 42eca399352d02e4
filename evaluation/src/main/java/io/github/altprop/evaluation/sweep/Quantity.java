package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Something that runs say a number about. A name may choose a layer: {@code
 * distances.ratio[output]}.
 *
 * @param label what axes and columns call it
 * @param over what its curve runs over: epoch or step; empty if it has none
 * @param read what a run says
 */
public record Quantity(
    String name, String label, Unit unit, String over, Function<Run, Reading> read) {
  /** The quantity of that name. */
  public static Optional<Quantity> of(String name) {
    Optional<String> layer = layer(name);
    if (layer.isEmpty()) {
      return Quantities.ALL.stream().filter(quantity -> quantity.name().equals(name)).findFirst();
    }
    return of(name.substring(0, name.indexOf('['))).map(q -> q.of(name, layer.orElseThrow()));
  }

  /** The layer that a name chooses. */
  static Optional<String> layer(String name) {
    int bracket = name.indexOf('[');
    return bracket < 0 || !name.endsWith("]")
        ? Optional.empty()
        : Optional.of(name.substring(bracket + 1, name.length() - 1));
  }

  /** All names, without those that choose a layer. */
  public static List<String> names() {
    return Quantities.ALL.stream().map(Quantity::name).toList();
  }

  private Quantity of(String fullName, String layer) {
    return new Quantity(
        fullName, label + ", " + layer, unit, "", run -> layer(read.apply(run), layer));
  }

  private static Reading layer(Reading whole, String layer) {
    List<Reading.OfLayer> chosen =
        whole.layers().stream().filter(value -> value.layer().equals(layer)).toList();
    OptionalDouble last = chosen.stream().mapToDouble(Reading.OfLayer::mean).findFirst();
    return new Reading(last, List.of(), chosen);
  }
}
