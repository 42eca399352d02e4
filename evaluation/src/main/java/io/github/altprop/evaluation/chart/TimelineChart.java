package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.chart.Clock.Span;
import io.github.altprop.evaluation.markup.Element;
import java.util.List;
import java.util.Locale;

/**
 * What ran when and where: a row for each place, a bar for each stretch of time. Long stretches in
 * which nothing ran are cut out, with their length.
 *
 * @param description what the chart shows, for readers who cannot see it
 */
public record TimelineChart(String description, List<Row> rows) {
  private static final double BAR = 22;
  private static final double GAP = 5;
  private static final double NAME = 22;
  private static final double FOOT = 46;

  /** Between a bar's ends and its name. */
  private static final double INSET = 4;

  /** About the width of a letter in a bar. */
  private static final double LETTER = 5.7;

  /** A name of which fewer letters fit into its bar than these is left out. */
  private static final int FEWEST = 5;

  /** The least width of a bar that has room for a sign. */
  private static final double SIGN = 14;

  /**
   * A place where one thing runs at a time.
   *
   * @param group whose rows stand together under its name; empty for none
   */
  public record Row(String group, String name, List<Bar> bars) {
    public Row {
      bars = List.copyOf(bars);
    }
  }

  /**
   * A stretch of time.
   *
   * @param color which of the page's colours, from 0
   * @param kind what the colour stands for
   * @param from seconds
   * @param to seconds
   * @param began when that was, as text
   */
  public record Bar(
      String name, int color, String kind, End end, double from, double to, String began) {}

  /** How a stretch ended. */
  public enum End {
    /** As it should. */
    WHOLE(""),
    DIVERGED("∞"),
    FAILED("×"),
    STOPPED("…");

    private final String sign;

    End(String sign) {
      this.sign = sign;
    }

    /** What marks it. */
    public String sign() {
      return sign;
    }
  }

  /** How long the stretches are that are cut out. */
  public List<String> cuts() {
    return clock().cuts().stream().map(cut -> Clock.written(cut.length())).toList();
  }

  private Clock clock() {
    return Clock.of(
        rows.stream()
            .flatMap(row -> row.bars().stream())
            .map(bar -> new Span(bar.from(), bar.to()))
            .toList());
  }

  /** The chart as SVG of this width; its height follows from the number of rows. */
  public Element svg(double width) {
    Clock clock = clock();
    double left = 12 + Frame.DIGIT * rows.stream().mapToInt(r -> r.name().length()).max().orElse(0);
    long groups = rows.stream().map(Row::group).filter(g -> !g.isEmpty()).distinct().count();
    Frame frame = new Frame(left, 4, width - left - 18, rows.size() * (BAR + GAP) + groups * NAME);
    double height = frame.bottom() + FOOT;
    Element svg = Frame.svg(width, height, description);
    axis(svg, clock, frame);
    double y = frame.top();
    String group = "";
    for (Row row : rows) {
      if (!row.group().equals(group)) {
        group = row.group();
        svg.add(Frame.text("name", 0, y + NAME - 7, "start", group));
        y += NAME;
      }
      svg.add(Frame.text("tick", frame.left() - 8, y + BAR / 2 + 4, "end", row.name()));
      for (Bar bar : row.bars()) {
        svg.add(bar(bar, clock, frame, y));
      }
      y += BAR + GAP;
    }
    return svg.add(key().below(width, height));
  }

  private static void axis(Element svg, Clock clock, Frame frame) {
    for (double tick : clock.ticks(frame.width())) {
      double at = frame.left() + clock.position(tick, frame.width());
      svg.add(Frame.line("grid", at, frame.top(), at, frame.bottom() + 4))
          .add(Frame.text("tick", at, frame.bottom() + 18, "middle", Clock.written(tick)));
    }
    for (Span cut : clock.cuts()) {
      double at = frame.left() + clock.position(cut.from(), frame.width());
      svg.add(
          Element.of("g", "cut")
              .with("data-tip", "Nothing ran for " + Clock.written(cut.length()))
              .add(
                  Element.of("rect")
                      .with("x", at)
                      .with("y", frame.top())
                      .with("width", Clock.CUT)
                      .with("height", frame.height()))
              .add(Frame.line("cursor", at, frame.top(), at, frame.bottom()))
              .add(
                  Frame.line(
                      "cursor", at + Clock.CUT, frame.top(), at + Clock.CUT, frame.bottom())));
    }
    svg.add(
        Frame.text(
            "label",
            frame.left() + frame.width() / 2,
            frame.bottom() + 38,
            "middle",
            "time since the first point began"));
  }

  private static Element bar(Bar bar, Clock clock, Frame frame, double y) {
    double from = frame.left() + clock.position(bar.from(), frame.width());
    double to = frame.left() + clock.position(bar.to(), frame.width());
    String line = "\n" + bar.color() + "\t";
    Element element =
        Element.of("g", "span c" + bar.color() + (bar.end() == End.WHOLE ? "" : " broken"))
            .with(
                "data-tip",
                bar.name()
                    + line
                    + bar.kind()
                    + "\t"
                    + (bar.end() == End.WHOLE ? "" : bar.end().name().toLowerCase(Locale.ROOT))
                    + line
                    + "began at "
                    + Clock.written(bar.from())
                    + "\t"
                    + bar.began()
                    + line
                    + "took\t"
                    + took(bar.to() - bar.from()))
            .add(
                Element.of("rect")
                    .with("x", from)
                    .with("y", y)
                    .with("width", Math.max(1, to - from))
                    .with("height", BAR)
                    .with("rx", 2));
    String label = label(bar, to - from);
    return label.isEmpty()
        ? element
        : element.add(Frame.text("within", from + INSET, y + BAR / 2 + 4, "start", label));
  }

  private static String took(double seconds) {
    return seconds < 60 ? Unit.NUMBER.value(seconds) + " s" : Clock.written(seconds);
  }

  /**
   * As much of the name's end as there is room for, behind the sign of an end that is not as it
   * should be: names of points begin with what the colour says too.
   */
  private static String label(Bar bar, double width) {
    String sign = bar.end().sign().isEmpty() ? "" : bar.end().sign() + " ";
    int fitting = (int) ((width - 2 * INSET) / LETTER) - sign.length();
    int length = bar.name().length();
    if (length <= fitting) {
      return sign + bar.name();
    }
    if (fitting > FEWEST) {
      return sign + "…" + bar.name().substring(length - fitting + 1);
    }
    return width > SIGN ? sign.strip() : "";
  }

  private Key key() {
    return new Key(
        rows.stream()
            .flatMap(row -> row.bars().stream())
            .map(bar -> new Key.Entry(bar.kind(), bar.color(), Key.Sample.DOT))
            .distinct()
            .toList());
  }
}
