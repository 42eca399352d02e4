package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.Statistic;
import io.github.altprop.evaluation.sweep.Trained;
import io.github.altprop.jobs.conf.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The tables of a sweep as CSV: what each point came to, and means over seeds. */
final class SweepTables {
  /** Quantities of a run's last epoch. */
  static final Map<String, Function<Epoch, OptionalDouble>> QUANTITIES = quantities();

  private SweepTables() {}

  private static Map<String, Function<Epoch, OptionalDouble>> quantities() {
    Map<String, Function<Epoch, OptionalDouble>> quantities = new LinkedHashMap<>();
    quantities.put("trainLoss", Epoch::trainLoss);
    quantities.put("trainAccuracy", Epoch::trainAccuracy);
    quantities.put("trainTop5Accuracy", Epoch::trainTop5Accuracy);
    quantities.put("testLoss", Epoch::testLoss);
    quantities.put("testAccuracy", Epoch::testAccuracy);
    quantities.put("testTop5Accuracy", Epoch::testTop5Accuracy);
    return quantities;
  }

  /**
   * A row of {@code points.csv}.
   *
   * @param result what the point came to
   * @param last the last epoch that was recorded
   * @param trained how far it was trained, if it was begun
   */
  record Row(Point point, PointResult result, Optional<Epoch> last, Optional<Trained> trained) {
    State state() {
      return result.state();
    }

    OptionalDouble value(String quantity) {
      return last.map(QUANTITIES.get(quantity)).orElse(OptionalDouble.empty());
    }
  }

  /** A row a point, in the order of the plan; of one that diverged or failed no results. */
  static String points(Sweep sweep, List<Row> rows) {
    List<String> header = new ArrayList<>(List.of("point", "experiment", "data", "seed"));
    header.addAll(sweep.grid().keySet());
    header.addAll(List.of("state", "why", "epochs"));
    header.addAll(QUANTITIES.keySet());
    StringBuilder csv = new StringBuilder(line(header));
    for (Row row : rows) {
      Point point = row.point();
      List<String> cells =
          new ArrayList<>(
              List.of(point.name(), point.label(), point.data(), Long.toString(point.seed())));
      cells.addAll(point.grid().values());
      cells.add(row.state().name().toLowerCase(Locale.ROOT));
      cells.add(row.result().why());
      cells.add(row.last().map(epoch -> "" + epoch.epoch()).orElse(""));
      boolean finished = row.state() == State.FINISHED;
      for (String quantity : QUANTITIES.keySet()) {
        cells.add(finished ? number(row.value(quantity)) : "");
      }
      csv.append(line(cells));
    }
    return csv.toString();
  }

  /** Means over the seeds of finished points, with their standard errors. */
  static String summary(Sweep sweep, List<Row> rows) {
    List<String> header = new ArrayList<>(List.of("experiment", "data"));
    header.addAll(sweep.grid().keySet());
    header.addAll(List.of("quantity", "n", "mean", "standardError", "diverged", "failed"));
    Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      List<String> group = new ArrayList<>(List.of(row.point().label(), row.point().data()));
      group.addAll(row.point().grid().values());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(row);
    }
    StringBuilder csv = new StringBuilder(line(header));
    groups.forEach(
        (group, members) -> {
          for (String quantity : QUANTITIES.keySet()) {
            List<String> cells = new ArrayList<>(group);
            cells.add(quantity);
            cells.addAll(statistics(members, quantity));
            cells.add(count(members, State.DIVERGED));
            cells.add(count(members, State.FAILED));
            csv.append(line(cells));
          }
        });
    return csv.toString();
  }

  private static List<String> statistics(List<Row> members, String quantity) {
    double[] values =
        members.stream()
            .filter(row -> row.state() == State.FINISHED)
            .flatMapToDouble(row -> row.value(quantity).stream())
            .toArray();
    Statistic statistic = Statistic.of(values);
    return List.of(
        Integer.toString(statistic.n()),
        number(statistic.mean()),
        number(statistic.standardError()));
  }

  private static String count(List<Row> members, State state) {
    return Long.toString(members.stream().filter(row -> row.state() == state).count());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  static String line(List<String> cells) {
    return String.join(",", cells.stream().map(SweepTables::quoted).toList()) + "\n";
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
