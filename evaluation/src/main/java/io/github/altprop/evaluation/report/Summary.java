package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the page says before its first table: a title and one paragraph. */
final class Summary {
  private static final List<String> WORDS =
      List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine");
  private static final int RANKED = 4;

  private final List<Run> runs;

  Summary(List<Run> runs) {
    this.runs = runs;
  }

  String title() {
    if (runs.size() == 1) {
      return runs.get(0).name();
    }
    return count() + dataset();
  }

  String paragraph() {
    return what() + " " + accuracy() + angles();
  }

  private String what() {
    String network =
        common("network.name", "network.architecture", "network")
            .map(name -> " of " + name)
            .orElse("");
    return count() + network + dataset() + ".";
  }

  /** Experiments for any data set do not say which one it was. */
  private String dataset() {
    return common("dataset.name", "dataset")
        .filter(name -> !name.equals("any"))
        .map(name -> " on " + name)
        .orElse("");
  }

  private String accuracy() {
    List<Run> ranked =
        runs.stream()
            .filter(run -> run.testAccuracy().isPresent())
            .filter(run -> !Double.isNaN(run.testAccuracy().getAsDouble()))
            .sorted(Comparator.comparingDouble((Run r) -> -r.testAccuracy().getAsDouble()))
            .toList();
    if (ranked.isEmpty()) {
      return "No test accuracy has been measured yet.";
    }
    List<String> named =
        ranked.stream()
            .map(run -> run.name() + " with " + Unit.PERCENT.value(run.testAccuracy()))
            .toList();
    String best = "Best on the test set is " + named.get(0);
    if (ranked.size() == 1) {
      return "On the test set, "
          + ranked.get(0).name()
          + " answers "
          + Unit.PERCENT.value(ranked.get(0).testAccuracy())
          + " right.";
    }
    return ranked.size() <= RANKED
        ? best + ", then " + enumerate(named.subList(1, named.size())) + "."
        : best + "; last comes " + named.get(named.size() - 1) + ".";
  }

  private String angles() {
    List<String> named = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (Run run : runs) {
      OptionalDouble mean =
          run.angles().stream()
              .map(AngleRow::meanDegrees)
              .flatMapToDouble(OptionalDouble::stream)
              .average();
      if (mean.isPresent() && !run.rule().equals(Optional.of("bp"))) {
        named.add(Unit.DEGREES.value(mean) + " with " + run.name());
        means.add(mean.getAsDouble());
      }
    }
    if (named.isEmpty()) {
      return "";
    }
    String by =
        named.size() <= RANKED
            ? enumerate(named)
            : Unit.DEGREES.value(Collections.min(means))
                + " to "
                + Unit.DEGREES.value(Collections.max(means));
    return " Averaged over layers, updates point away from backprop’s by " + by + ".";
  }

  private String count() {
    int n = runs.size();
    return (n < WORDS.size() ? WORDS.get(n) : Integer.toString(n)) + (n == 1 ? " run" : " runs");
  }

  /** The value of a setting that all runs share. */
  private Optional<String> common(String... paths) {
    List<Optional<String>> values =
        runs.stream().map(run -> run.settings().first(paths)).distinct().toList();
    return values.size() == 1 ? values.get(0) : Optional.empty();
  }

  private static String enumerate(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
