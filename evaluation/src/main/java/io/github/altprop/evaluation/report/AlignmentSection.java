package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.report.LayerLines.Sample;
import io.github.altprop.evaluation.run.StepAlignment;
import io.github.altprop.evaluation.run.StepDominance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How weights align with what carries errors back through them, as Robertson and Koyejo do. */
final class AlignmentSection {
  private static final LayerLines COSINES =
      new LayerLines(
          "Alignment",
          "Cosine between a weight and its feedback weight (figure 3 of Robertson and Koyejo 2024)."
              + " Dashed: what it cannot fall below with signs as feedback (proposition 5.3), or with one output and"
              + " signs that agree from the start (lemma 5.4).",
          "bound",
          values -> Axis.around("cosine", Unit.NUMBER, values),
          byLayer(StepAlignment::cosine, StepAlignment::bound));

  private static final LayerLines DOMINANCE =
      new LayerLines(
          "Dominance",
          "The largest constant with which the update dominates the loss at each step (definition 4.2):"
              + " solid for order one, dashed for order two.",
          "order two",
          values -> Axis.aroundOrLogarithmic("constant", Unit.NUMBER, values),
          entry ->
              entry.run().metrics().dominance().stream().map(AlignmentSection::sample).toList());

  private AlignmentSection() {}

  /** The section; empty if no run recorded any alignment. */
  static Optional<Element> of(List<Entry> entries) {
    List<Element> figures = new ArrayList<>(COSINES.figures(entries));
    figures.addAll(DOMINANCE.figures(entries));
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.titled("alignment", "Alignment with feedback weights")
                .addAll(LayerLines.grids(figures)));
  }

  private static Sample sample(StepDominance dominance) {
    return new Sample(dominance.step(), "all layers", dominance.lambda1(), dominance.lambda2());
  }

  /** What a run recorded of every weight that carries errors back. */
  static Function<Entry, List<Sample>> byLayer(
      Function<StepAlignment, OptionalDouble> value,
      Function<StepAlignment, OptionalDouble> second) {
    return entry ->
        entry.run().metrics().alignment().stream()
            .map(a -> new Sample(a.step(), a.layer(), value.apply(a), second.apply(a)))
            .toList();
  }
}
