package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.report.LayerLines.Sample;
import io.github.altprop.evaluation.run.StepAlignment;
import io.github.altprop.evaluation.run.StepDominance;
import io.github.altprop.evaluation.run.TheoryTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What Robertson and Koyejo (2024) prove of feedback alignment beside what a run did: how fast the
 * loss must fall, the whole update beside the gradient, norms and signs of weights.
 */
final class TheorySection {
  private static final List<String> COLUMNS =
      List.of(
          "Run",
          "Examples",
          "γ",
          "R²",
          "θ",
          "c",
          "Signs kept",
          "λ",
          "Loss / bound",
          "Constant / λ",
          "Flips");

  private static final LayerLines LOSSES =
      new LayerLines(
          "Loss and its bound",
          "Solid: the loss before each step. Dashed: what it cannot exceed (theorem 5.1 with the constant"
              + " of proposition 5.7).",
          "bound",
          values -> Axis.aroundOrLogarithmic("loss", Unit.NUMBER, values),
          byStep(TheorySection::boundedLoss, (terms, step) -> step.lossBound()));

  private static final LayerLines CONSTANTS =
      new LayerLines(
          "Dominance of order two",
          "Solid: the largest constant that each step allows (definition 4.2). Dashed: λ, below which it"
              + " cannot fall (proposition 5.7).",
          "λ",
          values -> Axis.aroundOrLogarithmic("constant", Unit.NUMBER, values),
          byStep(
              (terms, step) -> terms.isPresent() ? step.lambda2() : OptionalDouble.empty(),
              (terms, step) -> terms.map(TheoryTerms::lambda).orElse(OptionalDouble.empty())));

  private static final LayerLines ANGLES =
      new LayerLines(
          "Angle of the whole update",
          "Between the updates of all layers together and the gradient (equation 1): below 90° a small"
              + " step lowers the loss.",
          "",
          values -> Axis.ofAngles("angle", values),
          byStep((terms, step) -> step.angleDegrees(), (terms, step) -> OptionalDouble.empty()));

  private static final LayerLines UPDATES =
      new LayerLines(
          "Norm of the update",
          "The two norms of equation 1. Solid: the rule’s update, all layers together. Dashed: the"
              + " gradient.",
          "gradient",
          values -> Axis.aroundOrLogarithmic("norm", Unit.NUMBER, values),
          byStep((terms, step) -> step.updateNorm(), (terms, step) -> step.gradientNorm()));

  private static final LayerLines NORMS =
      new LayerLines(
          "Norm of the weight",
          "Frobenius norm of each layer’s weight.",
          "",
          values -> Axis.aroundOrLogarithmic("norm", Unit.NUMBER, values),
          byLayer(StepAlignment::forwardNorm));

  private static final LayerLines FLIPS =
      new LayerLines(
          "Changed signs",
          "How many entries of the weight have another sign than at the start: none of the output layer’s"
              + " where lemma 5.4 holds.",
          "",
          values -> Axis.around("entries", Unit.COUNT, values),
          byLayer(StepAlignment::signFlips));

  private TheorySection() {}

  /** The section; empty if no run recorded anything of it. */
  static Optional<Element> of(List<Entry> entries) {
    List<Element> figures = new ArrayList<>();
    for (LayerLines lines : List.of(LOSSES, CONSTANTS, ANGLES, UPDATES, NORMS, FLIPS)) {
      figures.addAll(lines.figures(entries));
    }
    List<Entry> known =
        entries.stream().filter(entry -> entry.run().metrics().theory().isPresent()).toList();
    if (figures.isEmpty() && known.isEmpty()) {
      return Optional.empty();
    }
    Element section = Section.titled("theory", "Theory of feedback alignment");
    if (!known.isEmpty()) {
      table(section, known);
    }
    return Optional.of(section.addAll(LayerLines.grids(figures)));
  }

  private static void table(Element section, List<Entry> entries) {
    Table table = new Table(COLUMNS);
    Element notes = Element.of("ul", "notes");
    for (Entry entry : entries) {
      TheoryTerms terms = entry.run().metrics().theory().orElseThrow();
      table.row("", entry.label(), cells(entry, terms));
      terms
          .doesNotApply()
          .ifPresent(why -> notes.add(Element.of("li").text(entry.name() + ": " + why + ".")));
    }
    section
        .add(table.element("numbers cards"))
        .add(
            Section.paragraph(
                "caption",
                "Known before training (definitions 5.5 and 5.6, proposition 5.7): γ, how separable the"
                    + " examples are; R², the least squared norm; θ, below 1 for nearly orthogonal"
                    + " examples; c, below which the output weights’ inner product with their feedback"
                    + " never falls; whether these weights keep their signs (lemma 5.4); λ. Seen in"
                    + " training: the largest ratio of the loss to its bound, the least of the dominance"
                    + " to λ, and most changed signs in the output layer."));
    if (entries.stream()
        .anyMatch(e -> e.run().metrics().theory().get().doesNotApply().isPresent())) {
      section.add(notes);
    }
  }

  private static List<String> cells(Entry entry, TheoryTerms terms) {
    List<StepDominance> steps = entry.run().metrics().dominance();
    OptionalDouble overBound =
        steps.stream()
            .filter(step -> step.loss().isPresent() && step.lossBound().isPresent())
            .mapToDouble(step -> step.loss().getAsDouble() / step.lossBound().getAsDouble())
            .max();
    OptionalDouble overLambda =
        terms.lambda().isEmpty()
            ? OptionalDouble.empty()
            : least(
                steps, step -> step.lambda2().orElse(Double.NaN) / terms.lambda().getAsDouble());
    return List.of(
        Unit.COUNT.value(terms.examples()),
        Unit.NUMBER.value(terms.separability()),
        Unit.NUMBER.value(terms.leastSquaredNorm()),
        Unit.NUMBER.value(terms.theta()),
        Unit.NUMBER.value(terms.energy()),
        terms.signsKept().map(kept -> kept ? "yes" : "not promised").orElse(Unit.UNDEFINED),
        Unit.NUMBER.value(terms.lambda()),
        Unit.NUMBER.value(overBound),
        Unit.NUMBER.value(overLambda),
        Unit.COUNT.value(outputFlips(entry)));
  }

  private static OptionalDouble least(
      List<StepDominance> steps, ToDoubleFunction<StepDominance> value) {
    return steps.stream().mapToDouble(value).filter(Double::isFinite).min();
  }

  /** The output layer is the one recorded last at each step. */
  private static OptionalDouble outputFlips(Entry entry) {
    List<StepAlignment> weights = entry.run().metrics().alignment();
    if (weights.isEmpty()) {
      return OptionalDouble.empty();
    }
    String output = weights.get(weights.size() - 1).layer();
    return weights.stream()
        .filter(weight -> weight.layer().equals(output))
        .flatMapToDouble(weight -> weight.signFlips().stream())
        .max();
  }

  private interface StepValue {
    OptionalDouble of(Optional<TheoryTerms> terms, StepDominance step);
  }

  /** The loss where the theory has been asked for a bound, even if it knows none. */
  private static OptionalDouble boundedLoss(Optional<TheoryTerms> terms, StepDominance step) {
    return terms.isPresent() ? step.loss() : OptionalDouble.empty();
  }

  private static Function<Entry, List<Sample>> byStep(StepValue value, StepValue second) {
    return entry -> {
      Optional<TheoryTerms> terms = entry.run().metrics().theory();
      return entry.run().metrics().dominance().stream()
          .map(
              step ->
                  new Sample(
                      step.step(), "all layers", value.of(terms, step), second.of(terms, step)))
          .toList();
    };
  }

  private static Function<Entry, List<Sample>> byLayer(
      Function<StepAlignment, OptionalDouble> value) {
    return entry ->
        entry.run().metrics().alignment().stream()
            .map(a -> new Sample(a.step(), a.layer(), value.apply(a), OptionalDouble.empty()))
            .toList();
  }
}
