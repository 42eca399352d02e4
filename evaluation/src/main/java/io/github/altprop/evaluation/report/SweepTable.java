package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.sweep.Published;
import io.github.altprop.evaluation.sweep.Quantity;
import io.github.altprop.evaluation.sweep.TableResult;
import io.github.altprop.evaluation.sweep.TableResult.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A table of a sweep: means over seeds, and the paper's values beside them. */
final class SweepTable {
  private SweepTable() {}

  static Element of(String id, TableResult result) {
    boolean published = result.spec().published().isPresent();
    List<String> header = new ArrayList<>(List.of(String.join(", ", result.spec().rows())));
    for (String column : result.columns()) {
      for (String quantity : result.spec().values()) {
        String label = Quantity.of(quantity).map(Quantity::label).orElse(quantity);
        header.add(column.isEmpty() ? capitalised(label) : named(result, column) + ", " + label);
        if (published) {
          header.add("Published");
          header.add("Difference");
        }
      }
    }
    OptionalInt seeds = seedsOfAll(result);
    Table table = new Table(header);
    for (String row : result.rows()) {
      List<String> cells = new ArrayList<>();
      result.cells().stream()
          .filter(cell -> cell.row().equals(row))
          .forEach(
              cell -> {
                cells.add(ours(cell, seeds));
                if (published) {
                  cells.add(paper(cell));
                  cells.add(difference(cell));
                }
              });
      table.row("", Element.of("span").text(row), cells);
    }
    return Section.titled(id, result.spec().title())
        .add(Element.of("div", "scroll").add(table.element("numbers cards")))
        .add(Section.paragraph("caption", caption(result)));
  }

  /** The value of a grid's key, which says little alone, goes with the end of the key. */
  private static String named(TableResult result, String column) {
    String axis = result.spec().columns();
    int dot = axis.lastIndexOf('.');
    return dot < 0 ? column : axis.substring(dot + 1) + " = " + column;
  }

  /** How many seeds stand behind every cell that has any; empty if that differs. */
  private static OptionalInt seedsOfAll(TableResult result) {
    List<Integer> counts =
        result.cells().stream().map(cell -> cell.ours().n()).filter(n -> n > 0).distinct().toList();
    return counts.size() == 1 ? OptionalInt.of(counts.get(0)) : OptionalInt.empty();
  }

  private static String ours(Cell cell, OptionalInt seeds) {
    String without = without(cell);
    if (cell.ours().n() == 0) {
      return without.isEmpty() ? Unit.UNDEFINED : without;
    }
    List<String> remarks = new ArrayList<>();
    if (seeds.isEmpty()) {
      remarks.add("n = " + cell.ours().n());
    }
    if (!without.isEmpty()) {
      remarks.add(without);
    }
    String value = value(cell);
    return remarks.isEmpty() ? value : value + " (" + String.join(", ", remarks) + ")";
  }

  /** Our mean and its standard error. */
  static String value(Cell cell) {
    return spread(cell, cell.ours().mean(), cell.ours().standardError());
  }

  private static String without(Cell cell) {
    List<String> counts = new ArrayList<>();
    if (cell.diverged() > 0) {
      counts.add(cell.diverged() + " diverged");
    }
    if (cell.failed() > 0) {
      counts.add(cell.failed() + " failed");
    }
    return String.join(", ", counts);
  }

  /** What the paper prints. */
  static String paper(Cell cell) {
    return cell.published()
        .map(value -> spread(cell, OptionalDouble.of(value.mean()), value.spread()))
        .orElse(Unit.UNDEFINED);
  }

  private static String spread(Cell cell, OptionalDouble mean, OptionalDouble spread) {
    Unit unit = unit(cell);
    return mean.isPresent() && spread.isPresent()
        ? unit.value(mean.getAsDouble(), spread.getAsDouble())
        : unit.value(mean);
  }

  /** Ours less the published value, and in standard errors. */
  static String difference(Cell cell) {
    if (cell.difference().isEmpty()) {
      return Unit.UNDEFINED;
    }
    double difference = cell.difference().getAsDouble();
    String sign = difference > 0 ? "+" : "";
    OptionalDouble errors = cell.differenceInErrors();
    return sign
        + unit(cell).value(difference)
        + (errors.isPresent()
            ? String.format(Locale.ROOT, " (%+.1f s.e.)", errors.getAsDouble())
            : "");
  }

  private static Unit unit(Cell cell) {
    return Quantity.of(cell.quantity()).map(Quantity::unit).orElse(Unit.NUMBER);
  }

  private static String caption(TableResult result) {
    OptionalInt seeds = seedsOfAll(result);
    String ours =
        seeds.equals(OptionalInt.of(1))
            ? "Ours: one seed."
            : "Ours: mean ± standard error over "
                + (seeds.isPresent() ? seeds.getAsInt() + "" : "n")
                + " seeds.";
    return result
        .spec()
        .published()
        .map(Published::source)
        .map(
            source ->
                ours
                    + " Published: "
                    + source
                    + ". Difference: ours less published, and in standard errors (s.e.) of ours.")
        .orElse(ours);
  }

  private static String capitalised(String label) {
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }
}
