package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Axis;
import io.github.altprop.evaluation.chart.BarChart;
import io.github.altprop.evaluation.chart.BarChart.Bar;
import io.github.altprop.evaluation.chart.BarChart.Group;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.report.LayerLines.Sample;
import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How far the updates of each run point from backprop's: by layer, and over training. Backprop's
 * own angle to itself is not drawn.
 */
final class AnglesSection {
  private static final LayerLines OVER_TRAINING =
      new LayerLines(
          "Over training",
          "One minibatch at each recorded step.",
          "",
          values -> Axis.ofAngles("degrees", values),
          AnglesSection::byStep);

  private static final LayerLines MEAN_OVER_TRAINING =
      new LayerLines(
          "Over training",
          "Mean over the layers, the output layer included, at each recorded step (panel B of figures 3 to"
              + " 5 of Dalm et al. 2023).",
          "",
          values -> Axis.ofAngles("degrees", values),
          AnglesSection::meanByStep);

  private AnglesSection() {}

  static Element of(List<Entry> all) {
    List<Entry> entries = all.stream().filter(entry -> !isBackprop(entry.run())).toList();
    List<Element> figures = new ArrayList<>();
    bars(
            "By layer",
            "Mean over all measurements in training; whiskers show one standard deviation (panel A of"
                + " figures 3 to 5 of Dalm et al. 2023).",
            entries,
            run -> run.metrics().anglesByLayer())
        .ifPresent(figures::add);
    figures.addAll(MEAN_OVER_TRAINING.figures(entries));
    bars(
            "By layer, after training",
            "What the command “angles” measured at the newest checkpoint: mean over minibatches, one"
                + " standard deviation.",
            entries,
            Run::angles)
        .ifPresent(figures::add);
    Element section = Section.titled("angles", "Angle to backprop");
    if (figures.isEmpty()) {
      return section.add(Section.paragraph("nothing", missing(all, entries)));
    }
    section.add(Element.of("div", "grid").addAll(figures));
    List<Element> layers = OVER_TRAINING.figures(entries);
    if (!layers.isEmpty()) {
      section.add(
          Element.of("details")
              .add(Element.of("summary").text("Over training, by layer"))
              .add(Element.of("div", "grid").addAll(layers)));
    }
    return section;
  }

  private static boolean isBackprop(Run run) {
    return run.rule().equals(Optional.of("bp"));
  }

  private static String missing(List<Entry> all, List<Entry> entries) {
    return entries.isEmpty() && !all.isEmpty()
        ? "Backprop’s updates are its own: there is no angle to measure."
        : "Not measured: metrics.anglesEvery records angles in training, and the command “angles”"
            + " measures them afterwards.";
  }

  private static Optional<Element> bars(
      String title, String caption, List<Entry> entries, Function<Run, List<AngleRow>> rows) {
    List<Entry> measured = entries.stream().filter(e -> !rows.apply(e.run()).isEmpty()).toList();
    List<Group> groups =
        measured.stream()
            .flatMap(entry -> rows.apply(entry.run()).stream().map(AngleRow::layer))
            .distinct()
            .map(layer -> new Group(layer, bars(measured, rows, layer)))
            .filter(group -> !group.bars().isEmpty())
            .toList();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    ToDoubleFunction<Bar> end = bar -> bar.value() + bar.spread();
    double[] ends =
        groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(end).toArray();
    BarChart chart =
        new BarChart("Angle to backprop by layer", Axis.ofAngles("degrees", ends), groups);
    return Optional.of(Section.figure(title, caption, Entry.key(measured), chart::svg));
  }

  private static List<Bar> bars(
      List<Entry> entries, Function<Run, List<AngleRow>> rows, String layer) {
    List<Bar> bars = new ArrayList<>();
    for (Entry entry : entries) {
      rows.apply(entry.run()).stream()
          .filter(row -> row.layer().equals(layer) && row.meanDegrees().isPresent())
          .forEach(
              row ->
                  bars.add(
                      new Bar(
                          entry.name(),
                          entry.color(),
                          row.meanDegrees().getAsDouble(),
                          row.stdDegrees().orElse(0))));
    }
    return bars;
  }

  private static List<Sample> byStep(Entry entry) {
    return entry.run().metrics().angles().stream()
        .map(a -> new Sample(a.step(), a.layer(), a.degrees(), OptionalDouble.empty()))
        .toList();
  }

  private static List<Sample> meanByStep(Entry entry) {
    return entry.run().metrics().meanAngles().entrySet().stream()
        .map(
            mean ->
                new Sample(
                    mean.getKey(),
                    "all layers",
                    OptionalDouble.of(mean.getValue()),
                    OptionalDouble.empty()))
        .toList();
  }
}
