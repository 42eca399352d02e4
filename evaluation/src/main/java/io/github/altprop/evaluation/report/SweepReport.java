package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.TimelineRow;
import io.github.altprop.evaluation.sweep.FigureResult;
import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.TableResult;
import io.github.altprop.evaluation.sweep.Trained;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the page of a sweep: its tables beside the paper's, its figures, and its points. */
public final class SweepReport {
  private SweepReport() {}

  /**
   * What a page says of a sweep.
   *
   * @param title of the page
   * @param source where the experiments are published; empty if nowhere
   * @param points in the order of the sweep
   * @param trained how far they were trained, by their names; without those that were not begun
   * @param timeline when and where they ran
   */
  public record Content(
      String title,
      String source,
      List<TableResult> tables,
      List<FigureResult> figures,
      List<PointResult> points,
      Map<String, Trained> trained,
      List<TimelineRow> timeline) {
    public Content {
      tables = List.copyOf(tables);
      figures = List.copyOf(figures);
      points = List.copyOf(points);
      trained = Map.copyOf(trained);
      timeline = List.copyOf(timeline);
    }
  }

  /** The page as HTML. */
  public static String html(Content content) {
    Element main =
        Element.of("main").add(Page.header("altprop sweep", content.title(), lede(content)));
    for (int i = 0; i < content.tables().size(); i++) {
      main.add(SweepTable.of("table-" + (i + 1), content.tables().get(i)));
    }
    if (!content.figures().isEmpty()) {
      Element grid = Element.of("div", "grid");
      content.figures().forEach(figure -> grid.add(SweepFigure.of(figure)));
      main.add(Section.titled("figures", "Figures").add(grid));
    }
    TimelineSection.of(content.timeline(), content.points()).ifPresent(main::add);
    return Page.html(content.title(), main.add(points(content.points())));
  }

  /** What became of its points, in a sentence. */
  static String lede(Content content) {
    List<String> counts = new ArrayList<>();
    for (State state : State.values()) {
      long count = content.points().stream().filter(point -> point.state() == state).count();
      if (count > 0) {
        counts.add(count + " " + word(state));
      }
    }
    String source = content.source().isEmpty() ? "" : " Published: " + content.source() + ".";
    return content.points().size() + " points: " + String.join(", ", counts) + "." + source;
  }

  private static Element points(List<PointResult> points) {
    Table table = new Table(List.of("Point", "State", "Train accuracy", "Test accuracy", "Why"));
    for (PointResult point : points) {
      table.row(
          "",
          Element.of("span").text(point.name()),
          List.of(
              word(point.state()),
              value(point, "train.accuracy"),
              value(point, "test.accuracy"),
              point.why()));
    }
    boolean odd = points.stream().anyMatch(point -> point.state() != State.FINISHED);
    Element details =
        Element.of("details")
            .add(Element.of("summary").text("All points (" + points.size() + ")"))
            .add(Element.of("div", "scroll").add(table.element("cards")));
    return Section.titled("points", "Points").add(odd ? details.with("open", "") : details);
  }

  private static String value(PointResult point, String quantity) {
    return point
        .reading(quantity)
        .map(reading -> Unit.PERCENT.value(reading.last()))
        .orElse(Unit.UNDEFINED);
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
