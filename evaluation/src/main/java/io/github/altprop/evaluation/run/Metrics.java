package io.github.altprop.evaluation.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run recorded while it trained, in the order of training; lists are empty where nothing was
 * recorded.
 *
 * @param theory what was known before training
 * @param divergence where it diverged, if it did
 */
public record Metrics(
    List<Epoch> epochs,
    List<StepAngle> angles,
    List<StepLosses> losses,
    List<StepAlignment> alignment,
    List<StepDominance> dominance,
    Optional<TheoryTerms> theory,
    Optional<DivergencePoint> divergence) {
  /** Where they lie in a run folder. */
  public static final String FILE = "metrics.jsonl";

  public Metrics {
    epochs = List.copyOf(epochs);
    angles = List.copyOf(angles);
    losses = List.copyOf(losses);
    alignment = List.copyOf(alignment);
    dominance = List.copyOf(dominance);
  }

  /**
   * The angle to backprop of each layer, over all its measurements in training: mean and population
   * standard deviation, as panel A of figures 3 to 5 of Dalm et al. (2023) shows them.
   */
  public List<AngleRow> anglesByLayer() {
    List<AngleRow> rows = new ArrayList<>();
    for (String layer : angles.stream().map(StepAngle::layer).distinct().toList()) {
      double[] degrees =
          angles.stream()
              .filter(angle -> angle.layer().equals(layer))
              .flatMapToDouble(angle -> angle.degrees().stream())
              .toArray();
      rows.add(new AngleRow(layer, rows.size(), degrees.length, mean(degrees), deviation(degrees)));
    }
    return rows;
  }

  /** The mean angle over the layers at every step that has a defined one. */
  public Map<Long, Double> meanAngles() {
    return angles.stream()
        .filter(angle -> angle.degrees().isPresent())
        .collect(
            Collectors.groupingBy(
                StepAngle::step,
                TreeMap::new,
                Collectors.averagingDouble(angle -> angle.degrees().getAsDouble())));
  }

  private static OptionalDouble mean(double[] values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Arrays.stream(values).sum() / values.length);
  }

  private static OptionalDouble deviation(double[] values) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double mean = mean(values).getAsDouble();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / values.length));
  }
}
