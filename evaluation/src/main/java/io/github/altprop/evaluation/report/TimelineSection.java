package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.TimelineChart;
import io.github.altprop.evaluation.chart.TimelineChart.Bar;
import io.github.altprop.evaluation.chart.TimelineChart.End;
import io.github.altprop.evaluation.chart.TimelineChart.Row;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.TimelineRow;
import io.github.altprop.evaluation.sweep.PointResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When and where the points of a sweep ran; there only if several did. */
final class TimelineSection {
  /** In user units; it takes the whole width of the page. */
  private static final double WIDE = 1080;

  private static final double NARROW = 350;

  private final List<TimelineRow> rows;

  /** The points' experiments, and their places among them. */
  private final Map<String, String> experiments = new HashMap<>();

  private final List<String> order;
  private final Instant start;
  private final boolean hosts;

  private TimelineSection(List<TimelineRow> rows, List<PointResult> points) {
    this.rows = rows;
    points.forEach(point -> experiments.put(point.name(), point.keys().get("experiment")));
    order = points.stream().map(point -> point.keys().get("experiment")).distinct().toList();
    start = rows.stream().map(TimelineRow::start).min(Comparator.naturalOrder()).orElseThrow();
    hosts = rows.stream().map(TimelineRow::host).distinct().count() > 1;
  }

  /** The section of a sweep's page about these stretches of these points. */
  static Optional<Element> of(List<TimelineRow> rows, List<PointResult> points) {
    return rows.stream().map(TimelineRow::point).distinct().count() > 1
        ? Optional.of(new TimelineSection(rows, points).section())
        : Optional.empty();
  }

  private Element section() {
    TimelineChart chart = new TimelineChart("When and where points ran", slots());
    Element key = Element.of("ul", "key");
    for (String experiment : order) {
      if (rows.stream().anyMatch(row -> experiment.equals(experiments.get(row.point())))) {
        key.add(Element.of("li").add(Entry.label(color(experiment), experiment)));
      }
    }
    return Section.titled("timeline", "Timeline")
        .add(
            Element.of("figure", "timeline")
                .with("data-file", "timeline")
                .add(Element.of("figcaption").add(Section.paragraph("caption", caption(chart))))
                .add(key)
                .add(Element.of("div", "wide").add(chart.svg(WIDE)))
                .add(Element.of("div", "narrow").add(chart.svg(NARROW))));
  }

  private List<Row> slots() {
    Map<String, List<Bar>> slots = new LinkedHashMap<>();
    Map<String, TimelineRow> first = new LinkedHashMap<>();
    rows.stream()
        .sorted(Comparator.comparing(TimelineRow::host).thenComparing(TimelineRow::slot))
        .forEach(
            row -> {
              first.putIfAbsent(slot(row), row);
              slots.computeIfAbsent(slot(row), s -> new ArrayList<>()).add(bar(row));
            });
    return slots.entrySet().stream()
        .map(
            slot -> {
              TimelineRow row = first.get(slot.getKey());
              return new Row(hosts ? row.host() : "", "slot " + row.slot(), slot.getValue());
            })
        .toList();
  }

  private static String slot(TimelineRow row) {
    return row.host() + " " + row.slot();
  }

  private Bar bar(TimelineRow row) {
    String experiment = experiments.getOrDefault(row.point(), "");
    return new Bar(
        row.point(),
        color(experiment),
        experiment,
        end(row),
        seconds(start, row.start()),
        seconds(start, row.end()),
        row.start().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private int color(String experiment) {
    return Math.max(0, order.indexOf(experiment)) % Series.COLORS;
  }

  private static End end(TimelineRow row) {
    return switch (row.state()) {
      case "diverged" -> End.DIVERGED;
      case "failed" -> End.FAILED;
      case "stopped" -> End.STOPPED;
      default -> End.WHOLE;
    };
  }

  private String caption(TimelineChart chart) {
    List<String> caption =
        new ArrayList<>(List.of("One row a slot, one bar a point.", Occupancy.of(rows).text()));
    Map<End, String> signs = new EnumMap<>(End.class);
    signs.put(End.DIVERGED, "diverged");
    signs.put(End.FAILED, "failed");
    signs.put(End.STOPPED, "was stopped, and is shown until it was last heard of");
    List<String> dashed =
        signs.keySet().stream()
            .filter(end -> rows.stream().anyMatch(row -> end(row) == end))
            .map(end -> end.sign() + " " + signs.get(end))
            .toList();
    if (!dashed.isEmpty()) {
      caption.add("Dashed: " + String.join(", ", dashed) + ".");
    }
    if (!chart.cuts().isEmpty()) {
      caption.add("Grey, not to scale: nothing ran for " + String.join(", ", chart.cuts()) + ".");
    }
    return String.join(" ", caption);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }
}
