package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.Published;
import io.github.altprop.evaluation.sweep.Quantity;
import io.github.altprop.evaluation.sweep.TableResult;
import io.github.altprop.evaluation.sweep.TableResult.Cell;
import io.github.altprop.evaluation.sweep.Trained;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a sweep as Markdown, to be put into a text: what is published, what came out, the
 * difference, over how many seeds, how far they were trained, and by what.
 */
public final class SweepMarkdown {
  private final SweepReport.Content content;
  private final Map<String, PointResult> points = new LinkedHashMap<>();

  private SweepMarkdown(SweepReport.Content content) {
    this.content = content;
    content.points().forEach(point -> points.put(point.name(), point));
  }

  /** The page of a sweep, without its figures. */
  public static String of(SweepReport.Content content) {
    SweepMarkdown markdown = new SweepMarkdown(content);
    StringBuilder text = new StringBuilder("# " + content.title() + "\n\n");
    text.append(SweepReport.lede(content)).append('\n');
    content.tables().forEach(table -> text.append(markdown.table(table)));
    return text.toString();
  }

  private String table(TableResult result) {
    boolean published = result.cells().stream().anyMatch(cell -> cell.published().isPresent());
    boolean columns = !result.spec().columns().isEmpty();
    StringBuilder text = new StringBuilder("\n## " + result.spec().title() + "\n\n");
    result
        .spec()
        .published()
        .map(Published::source)
        .ifPresent(source -> text.append("Published: ").append(source).append(".\n"));
    text.append(
        result.spec().values().stream()
            .map(name -> Quantity.of(name).map(Quantity::label).orElse(name))
            .collect(Collectors.joining(" / ", "Numbers: ", ".\n\n")));
    List<String> header = new ArrayList<>(List.of(String.join(", ", result.spec().rows())));
    if (columns) {
      header.add(result.spec().columns());
    }
    if (published) {
      header.add("published");
    }
    header.add("ours ± standard error");
    if (published) {
      header.add("difference");
    }
    header.addAll(List.of("seeds", "epochs", "ran on", "state"));
    text.append(line(header)).append("|---".repeat(header.size())).append("|\n");
    for (String row : result.rows()) {
      for (String column : result.columns()) {
        List<Cell> cells =
            result.cells().stream()
                .filter(cell -> cell.row().equals(row) && cell.column().equals(column))
                .toList();
        text.append(line(cells(cells, columns, published)));
      }
    }
    return text.toString();
  }

  /** The numbers of one row and one group of columns in a line. */
  private List<String> cells(List<Cell> numbers, boolean columns, boolean published) {
    Cell first = numbers.get(0);
    List<String> cells = new ArrayList<>(List.of(first.row()));
    if (columns) {
      cells.add(first.column());
    }
    if (published) {
      cells.add(joined(numbers, SweepTable::paper));
    }
    cells.add(joined(numbers, SweepTable::value));
    if (published) {
      cells.add(joined(numbers, SweepTable::difference));
    }
    List<String> n = numbers.stream().map(cell -> "" + cell.ours().n()).distinct().toList();
    cells.add(n.size() == 1 ? n.get(0) : joined(numbers, cell -> "" + cell.ours().n()));
    List<Trained> trained =
        first.points().stream()
            .filter(content.trained()::containsKey)
            .map(content.trained()::get)
            .toList();
    cells.add(distinct(trained.stream().map(t -> t.epoch() + " of " + t.epochs())));
    cells.add(distinct(trained.stream().flatMap(t -> t.by().stream())));
    cells.add(state(first.points().stream().map(points::get).toList()));
    return cells;
  }

  private static String joined(List<Cell> cells, Function<Cell, String> text) {
    return cells.stream().map(text).collect(Collectors.joining(" / "));
  }

  private static String distinct(Stream<String> texts) {
    return texts.distinct().collect(Collectors.joining("; "));
  }

  private static String state(List<PointResult> points) {
    Map<State, Long> counts = new LinkedHashMap<>();
    points.forEach(point -> counts.merge(point.state(), 1L, Long::sum));
    if (counts.keySet().equals(Set.of(State.FINISHED))) {
      return "finished";
    }
    if (counts.keySet().equals(Set.of(State.WAITING))) {
      return "not run";
    }
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\u202f", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
