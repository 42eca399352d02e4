package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.markup.Element;
import java.util.List;

/**
 * Horizontal bars in groups, each with a whisker of one standard deviation and its value beside it:
 * names of any length fit above their group, and the chart grows downwards, on a phone too.
 *
 * @param description what the chart shows, for readers who cannot see it
 * @param values the axis of the bars' lengths, from zero
 */
public record BarChart(String description, Axis values, List<Group> groups) {
  private static final double BAR = 13;
  private static final double NAME = 20;
  private static final double GAP = 12;
  private static final double FOOT = 46;

  /** Bars under one name. */
  public record Group(String name, List<Bar> bars) {}

  /**
   * A bar.
   *
   * @param color which of the page's series colours, from 0
   * @param spread half the length of the whisker; 0 draws none
   */
  public record Bar(String name, int color, double value, double spread) {}

  /** The chart as SVG of this width; its height follows from the number of bars. */
  public Element svg(double width) {
    double rows = groups.stream().mapToDouble(g -> NAME + GAP + BAR * g.bars().size()).sum();
    Frame frame = new Frame(2, 6, width - 84, rows);
    double height = frame.bottom() + FOOT;
    Element svg = Frame.svg(width, height, description);
    for (double tick : values.ticks()) {
      double at = frame.x(values, tick);
      svg.add(Frame.line("grid", at, frame.top(), at, frame.bottom() + 4))
          .add(
              Frame.text(
                  "tick",
                  at,
                  frame.bottom() + 18,
                  tick == 0 ? "start" : "middle",
                  values.label(tick)));
    }
    double y = frame.top();
    for (Group group : groups) {
      svg.add(Frame.text("name", frame.left(), y + NAME - 6, "start", group.name()));
      y += NAME;
      for (Bar bar : group.bars()) {
        svg.add(bar(bar, group.name(), frame, y));
        y += BAR;
      }
      y += GAP;
    }
    return svg.add(Frame.line("axis", frame.left(), frame.top(), frame.left(), frame.bottom()))
        .add(Frame.text("label", frame.left(), frame.bottom() + 38, "start", values.label()))
        .add(key().below(width, height));
  }

  /** Of the bars of all groups, each name once. */
  private Key key() {
    return new Key(
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .map(bar -> new Key.Entry(bar.name(), bar.color(), Key.Sample.DOT))
            .distinct()
            .toList());
  }

  private Element bar(Bar bar, String group, Frame frame, double y) {
    double middle = y + BAR / 2;
    double end = frame.x(values, bar.value());
    double low = frame.x(values, Math.max(0, bar.value() - bar.spread()));
    double high = frame.x(values, bar.value() + bar.spread());
    String value = values.unit().value(bar.value());
    String spread = bar.spread() == 0 ? "" : " ± " + values.unit().value(bar.spread());
    Element element =
        Element.of("g", "band c" + bar.color())
            .with(
                "data-tip", group + "\n" + bar.color() + "\t" + bar.name() + "\t" + value + spread)
            .add(
                Element.of("rect")
                    .with("x", frame.left())
                    .with("y", y)
                    .with("width", frame.width())
                    .with("height", BAR))
            .add(
                Element.of("rect", "bar")
                    .with("data-series", bar.name())
                    .with("x", frame.left())
                    .with("y", y + 1.5)
                    .with("width", Math.max(1.5, end - frame.left()))
                    .with("height", BAR - 3)
                    .with("rx", 1.5));
    if (bar.spread() > 0) {
      element
          .add(Frame.line("whisker", low, middle, high, middle))
          .add(Frame.line("whisker", low, middle - 3, low, middle + 3))
          .add(Frame.line("whisker", high, middle - 3, high, middle + 3));
    }
    return element.add(Frame.text("value", Math.max(end, high) + 6, middle + 4, "start", value));
  }
}
