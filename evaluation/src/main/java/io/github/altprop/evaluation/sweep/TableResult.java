package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.sweep.PointResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A table with its numbers.
 *
 * @param rows names of its rows
 * @param columns names of its groups of columns; one empty name where it has none
 */
public record TableResult(
    TableSpec spec, List<String> rows, List<String> columns, List<Cell> cells) {
  /**
   * A number over the seeds of one row, one group of columns and one quantity.
   *
   * @param points names of all points that it is about
   * @param diverged points that have no result because they diverged
   * @param failed points that have none for another reason
   */
  public record Cell(
      String row,
      String column,
      String quantity,
      Statistic ours,
      Optional<Published.Value> published,
      List<String> points,
      long diverged,
      long failed) {
    /** Ours less the published value; empty if one is missing. */
    public OptionalDouble difference() {
      return ours.mean().isPresent() && published.isPresent()
          ? OptionalDouble.of(ours.mean().getAsDouble() - published.get().mean())
          : OptionalDouble.empty();
    }

    /** The difference in standard errors of our mean; empty with less than two seeds. */
    public OptionalDouble differenceInErrors() {
      return difference().isPresent() && ours.standardError().orElse(0) > 0
          ? OptionalDouble.of(difference().getAsDouble() / ours.standardError().getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /** Fills a table with what the points say. */
  public static TableResult of(TableSpec spec, List<PointResult> all) {
    List<PointResult> points = all.stream().filter(p -> p.matches(spec.where())).toList();
    List<String> rows = points.stream().map(p -> p.place(spec.rows())).distinct().toList();
    List<String> columns =
        spec.columns().isEmpty()
            ? List.of("")
            : points.stream().map(p -> p.key(spec.columns())).distinct().toList();
    List<Cell> cells = new ArrayList<>();
    for (String row : rows) {
      for (String column : columns) {
        List<PointResult> members =
            points.stream()
                .filter(p -> p.place(spec.rows()).equals(row))
                .filter(p -> column.isEmpty() || p.key(spec.columns()).equals(column))
                .toList();
        spec.values().forEach(quantity -> cells.add(cell(spec, row, column, quantity, members)));
      }
    }
    return new TableResult(spec, rows, columns, cells);
  }

  private static Cell cell(
      TableSpec spec, String row, String column, String quantity, List<PointResult> members) {
    double[] values =
        members.stream()
            .flatMap(point -> point.reading(quantity).stream())
            .flatMapToDouble(reading -> reading.last().stream())
            .toArray();
    return new Cell(
        row,
        column,
        quantity,
        Statistic.of(values),
        spec.published().flatMap(paper -> paper.at(row, column, quantity)),
        members.stream().map(PointResult::name).toList(),
        count(members, State.DIVERGED),
        count(members, State.FAILED));
  }

  private static long count(List<PointResult> members, State state) {
    return members.stream().filter(point -> point.state() == state).count();
  }

  /** The table as CSV, a line for each number. */
  public String csv() {
    List<List<String>> lines = new ArrayList<>();
    for (Cell cell : cells) {
      lines.add(
          List.of(
              cell.row(),
              cell.column(),
              cell.quantity(),
              Integer.toString(cell.ours().n()),
              Lines.number(cell.ours().mean()),
              Lines.number(cell.ours().standardError()),
              cell.published().map(value -> Double.toString(value.mean())).orElse(""),
              Lines.number(
                  cell.published().map(Published.Value::spread).orElse(OptionalDouble.empty())),
              Lines.number(cell.difference()),
              Lines.number(cell.differenceInErrors()),
              Long.toString(cell.diverged()),
              Long.toString(cell.failed())));
    }
    return Lines.of(
        List.of(
            "row",
            "column",
            "quantity",
            "n",
            "mean",
            "standardError",
            "published",
            "publishedSpread",
            "difference",
            "differenceInStandardErrors",
            "diverged",
            "failed"),
        lines);
  }
}
