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

/** A table of a sweep: means over seeds, and the paper's values beside them. */
final class SweepTable {
  private SweepTable() {}

  static Element of(String id, TableResult result) {
    boolean published = result.spec().published().isPresent();
    List<String> header = new ArrayList<>(List.of(""));
    for (String column : result.columns()) {
      for (String quantity : result.spec().values()) {
        String label = Quantity.of(quantity).map(Quantity::label).orElse(quantity);
        header.add(column.isEmpty() ? capitalised(label) : column + ", " + label);
        if (published) {
          header.add("Published");
          header.add("Difference");
        }
      }
    }
    Table table = new Table(header);
    for (String row : result.rows()) {
      List<String> cells = new ArrayList<>();
      result.cells().stream()
          .filter(cell -> cell.row().equals(row))
          .forEach(
              cell -> {
                cells.add(ours(cell));
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

  private static String ours(Cell cell) {
    String failed = without(cell);
    if (cell.ours().n() == 0) {
      return failed.isEmpty() ? Unit.UNDEFINED : failed.substring(2);
    }
    return spread(cell, cell.ours().mean(), cell.ours().standardError())
        + " (n = "
        + cell.ours().n()
        + failed
        + ")";
  }

  private static String without(Cell cell) {
    String diverged = cell.diverged() > 0 ? ", " + cell.diverged() + " diverged" : "";
    return diverged + (cell.failed() > 0 ? ", " + cell.failed() + " failed" : "");
  }

  private static String paper(Cell cell) {
    return cell.published()
        .map(value -> spread(cell, OptionalDouble.of(value.mean()), value.spread()))
        .orElse(Unit.UNDEFINED);
  }

  private static String spread(Cell cell, OptionalDouble mean, OptionalDouble spread) {
    Unit unit = unit(cell);
    return unit.value(mean) + (spread.isPresent() ? " ± " + unit.value(spread) : "");
  }

  private static String difference(Cell cell) {
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
    String ours = "Ours: mean ± standard error over n seeds.";
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
