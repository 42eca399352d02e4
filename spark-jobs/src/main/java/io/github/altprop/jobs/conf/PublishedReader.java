package io.github.altprop.jobs.conf;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.sweep.Published;
import io.github.altprop.evaluation.sweep.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reads numbers that a paper prints. Under each row stand quantities, or names of columns with
 * quantities under them; a number may be a list of two, the second being what stands behind ±.
 * Accuracies are percentages, as papers print them.
 */
final class PublishedReader {
  private final SweepFields fields;
  private final Problems problems;

  PublishedReader(Problems problems) {
    this.problems = problems;
    fields = new SweepFields(problems);
  }

  Published read(String path, Node.Mapping root) {
    Map<String, Node> keys = fields.byKey(path, root, List.of("source", "values"));
    Map<String, Map<String, Published.Value>> values = new LinkedHashMap<>();
    for (Node.Entry row : fields.mapping(path + "values", keys.get("values")).entries()) {
      Map<String, Published.Value> cells = new LinkedHashMap<>();
      String at = path + "values." + row.key();
      for (Node.Entry entry : fields.mapping(at, row.value()).entries()) {
        if (entry.value() instanceof Node.Mapping column) {
          column.entries().forEach(cell -> put(at, entry.key(), cell, cells));
        } else {
          put(at, "", entry, cells);
        }
      }
      values.put(row.key(), cells);
    }
    return new Published(fields.text(path + "source", keys.get("source")), values);
  }

  private void put(
      String path, String column, Node.Entry cell, Map<String, Published.Value> cells) {
    String at = path + "." + Published.cell(column, cell.key());
    Quantity quantity = Quantity.of(cell.key()).orElse(null);
    if (quantity == null) {
      problems.add(
          cell.origin(), at + " is no quantity" + Suggestion.among(Quantity.names(), cell.key()));
      return;
    }
    double unit = quantity.unit() == Unit.PERCENT ? 100 : 1;
    boolean pair = cell.value() instanceof Node.Sequence list && list.items().size() == 2;
    List<Node> numbers = pair ? ((Node.Sequence) cell.value()).items() : List.of(cell.value());
    OptionalDouble mean = number(at, numbers.get(0));
    OptionalDouble spread = pair ? number(at, numbers.get(1)) : OptionalDouble.empty();
    if (mean.isPresent()) {
      cells.put(
          Published.cell(column, cell.key()),
          new Published.Value(
              mean.getAsDouble() / unit,
              spread.isPresent()
                  ? OptionalDouble.of(spread.getAsDouble() / unit)
                  : OptionalDouble.empty()));
    }
  }

  private OptionalDouble number(String path, Node written) {
    try {
      return OptionalDouble.of(Double.parseDouble(((Node.Scalar) written).text()));
    } catch (ClassCastException | NumberFormatException e) {
      problems.add(
          written.origin(),
          path + " is " + written.show() + " but must be a number, or [number, spread]");
      return OptionalDouble.empty();
    }
  }

  /** The same numbers, as they would stand in a file. */
  static Map<String, Object> write(Published published) {
    Map<String, Object> rows = new LinkedHashMap<>();
    published
        .values()
        .forEach(
            (row, cells) -> {
              Map<String, Object> written = new LinkedHashMap<>();
              cells.forEach((place, value) -> write(place, value, written));
              rows.put(row, written);
            });
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("source", published.source());
    root.put("values", rows);
    return root;
  }

  @SuppressWarnings("unchecked") // columns hold maps, which are put here alone
  private static void write(String place, Published.Value value, Map<String, Object> row) {
    int slash = place.lastIndexOf('/');
    String quantity = place.substring(slash + 1);
    double unit = Quantity.of(quantity).map(Quantity::unit).orElseThrow() == Unit.PERCENT ? 100 : 1;
    Object number =
        value.spread().isPresent()
            ? List.of(value.mean() * unit, value.spread().getAsDouble() * unit)
            : (Object) (value.mean() * unit);
    if (slash < 0) {
      row.put(quantity, number);
    } else {
      ((Map<String, Object>)
              row.computeIfAbsent(place.substring(0, slash), c -> new LinkedHashMap<>()))
          .put(quantity, number);
    }
  }
}
