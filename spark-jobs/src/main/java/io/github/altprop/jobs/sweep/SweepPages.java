package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.report.SweepMarkdown;
import io.github.altprop.evaluation.report.SweepReport;
import io.github.altprop.evaluation.run.EmbeddingTable;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.TimelineRow;
import io.github.altprop.evaluation.sweep.FigureResult;
import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.Quantity;
import io.github.altprop.evaluation.sweep.Reading;
import io.github.altprop.evaluation.sweep.TableResult;
import io.github.altprop.evaluation.sweep.Trained;
import io.github.altprop.jobs.conf.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and figures that a sweep asks for: as CSV, and together on a page. */
final class SweepPages {
  private static final String PAGE = "report.html";
  private static final String MARKDOWN = "summary.md";

  /** With more points than these, a text does not name the file of each. */
  private static final int MOST_LINKS = 24;

  /** What the page says of every point. */
  private static final List<String> ALWAYS = List.of("train.accuracy", "test.accuracy");

  private final Sweep sweep;
  private final List<PointResult> points;
  private final Map<String, Trained> trained = new LinkedHashMap<>();
  private final List<TimelineRow> timeline;

  SweepPages(Sweep sweep, List<SweepTables.Row> rows, List<TimelineRow> timeline) {
    this.sweep = sweep;
    this.timeline = timeline;
    points = rows.stream().map(SweepTables.Row::result).toList();
    rows.forEach(row -> row.trained().ifPresent(t -> trained.put(row.point().name(), t)));
  }

  /** What a run says about the quantities that the sweep shows. */
  static Map<String, Reading> readings(Sweep sweep, Optional<Run> run) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    Stream.concat(ALWAYS.stream(), sweep.presentation().quantities().stream())
        .distinct()
        .flatMap(name -> Quantity.of(name).stream())
        .forEach(
            quantity ->
                run.ifPresent(made -> readings.put(quantity.name(), quantity.read().apply(made))));
    return readings;
  }

  /** Pictures of a run's layers, if the sweep shows any: they are long. */
  static EmbeddingTable embedding(Sweep sweep, Optional<Run> run) {
    return run.filter(made -> sweep.presentation().showsEmbeddings())
        .map(Run::embedding)
        .orElseGet(EmbeddingTable::none);
  }

  void write(SweepFolder folder) {
    List<TableResult> tables =
        sweep.presentation().tables().stream().map(spec -> TableResult.of(spec, points)).toList();
    List<FigureResult> figures =
        sweep.presentation().figures().stream().map(spec -> FigureResult.of(spec, points)).toList();
    tables.forEach(
        table -> folder.write("tables/" + file(table.spec().title()) + ".csv", table.csv()));
    figures.forEach(
        figure -> folder.write("figures/" + file(figure.spec().title()) + ".csv", figure.csv()));
    SweepReport.Content content =
        new SweepReport.Content(
            sweep.title().isEmpty() ? sweep.name() : sweep.title(),
            sweep.source(),
            tables,
            figures,
            points,
            trained,
            timeline);
    folder.write(PAGE, SweepReport.html(content));
    folder.write(MARKDOWN, SweepMarkdown.of(content) + links(figures));
  }

  /** Where the numbers of figures and curves lie. */
  private String links(List<FigureResult> figures) {
    List<String> links = new ArrayList<>();
    for (FigureResult figure : figures) {
      String title = figure.spec().title();
      links.add("[" + title + "](figures/" + file(title) + ".csv)");
    }
    String curves =
        trained.size() > MOST_LINKS
            ? "a file a point in [curves](curves)"
            : trained.keySet().stream()
                .map(point -> "[" + point + "](curves/" + point + ".csv)")
                .collect(Collectors.joining(", "));
    return (links.isEmpty() ? "" : "\nFigures: " + String.join(", ", links) + ".\n")
        + (trained.isEmpty() ? "" : "\nCurves by epoch: " + curves + ".\n");
  }

  private static String file(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
