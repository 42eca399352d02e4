package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.report.LayerLines.Sample;
import io.github.altprop.evaluation.run.StepAlignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How well training conserves what theorem 5.2 of Robertson and Koyejo says it conserves. */
final class ConservationSection {
  private static final LayerLines RATIOS =
      new LayerLines(
          "Ratio to the law",
          "One while the law holds (figure 2 of Robertson and Koyejo 2024). Solid: incoming weights’ terms"
              + " over what the law expects of them. Dashed: change of the incoming over change of the"
              + " outgoing terms, unreliable where these hardly change.",
          "of changes",
          values -> Axis.around("ratio", Unit.NUMBER, values),
          byNeurons(StepAlignment::rho2, StepAlignment::rho));

  private static final LayerLines DRIFTS =
      new LayerLines(
          "Drift",
          "How far the conserved quantity of a neuron has moved since the start. Solid: mean over a"
              + " layer’s neurons. Dashed: the largest.",
          "largest",
          values -> Axis.aroundOrLogarithmic("drift", Unit.NUMBER, values),
          byNeurons(StepAlignment::driftMean, StepAlignment::driftMax));

  private ConservationSection() {}

  /** The section; empty if the law speaks about no run. */
  static Optional<Element> of(List<Entry> entries) {
    List<Element> figures = new ArrayList<>(RATIOS.figures(entries));
    figures.addAll(DRIFTS.figures(entries));
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.titled("conservation", "Conservation law").addAll(LayerLines.grids(figures)));
  }

  private static Function<Entry, List<Sample>> byNeurons(
      Function<StepAlignment, OptionalDouble> value,
      Function<StepAlignment, OptionalDouble> second) {
    return entry ->
        entry.run().metrics().alignment().stream()
            .map(a -> new Sample(a.step(), a.neurons(), value.apply(a), second.apply(a)))
            .toList();
  }
}
