package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.run.ParameterCounts;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The last columns of the results: numbers of parameters, as far as runs tell them. */
enum ParameterColumns {
  NONE {
    @Override
    List<String> names() {
      return List.of();
    }

    @Override
    List<String> cells(Run run) {
      return List.of();
    }
  },
  ALL {
    @Override
    List<String> names() {
      return List.of("Parameters");
    }

    @Override
    List<String> cells(Run run) {
      return List.of(count(run, ParameterCounts::all));
    }
  },
  /** For runs that have parameters which only training uses. */
  PARTS {
    @Override
    List<String> names() {
      return List.of("Parameters", "Effective", "Affiliated");
    }

    @Override
    List<String> cells(Run run) {
      return List.of(
          count(run, ParameterCounts::all),
          count(run, ParameterCounts::effective),
          count(run, ParameterCounts::affiliated));
    }
  };

  static ParameterColumns of(List<Entry> entries) {
    List<ParameterCounts> counts =
        entries.stream().flatMap(entry -> entry.run().parameters().stream()).toList();
    if (counts.isEmpty()) {
      return NONE;
    }
    return counts.stream().anyMatch(count -> count.affiliated() > 0) ? PARTS : ALL;
  }

  abstract List<String> names();

  abstract List<String> cells(Run run);

  List<String> after(List<String> columns) {
    return joined(columns, names());
  }

  List<String> after(List<String> cells, Run run) {
    return joined(cells, cells(run));
  }

  String caption() {
    return this == PARTS
        ? " Effective parameters are those that inference uses, affiliated ones serve training only."
        : "";
  }

  private static String count(Run run, ToLongFunction<ParameterCounts> part) {
    Optional<ParameterCounts> counts = run.parameters();
    return counts.map(c -> Unit.COUNT.value((double) part.applyAsLong(c))).orElse(Unit.UNDEFINED);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
