package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.chart.Series.Stroke;
import io.github.altprop.evaluation.markup.Element;
import java.util.List;

/**
 * What the colours of a chart mean. It stands below the chart, outside of what the picture shows,
 * for pictures that are saved: pages have a key of their own for all their charts.
 */
record Key(List<Entry> entries) {
  private static final double LINE = 18;
  private static final double GAP = 11;
  private static final double DOT = 14;
  private static final double DASHES = 24;

  /**
   * A colour and its name.
   *
   * @param color which of the page's colours, from 0
   * @param sample what stands before the name
   */
  record Entry(String name, int color, Sample sample) {
    static Entry of(Series line) {
      Sample sample = line.stroke() == Stroke.DASHED ? Sample.DASHED : Sample.SOLID;
      return new Entry(line.name(), line.color(), sample);
    }
  }

  /** How a colour is shown. */
  enum Sample {
    DOT(Key.DOT),
    SOLID(DASHES),
    DASHED(DASHES);

    private final double width;

    Sample(double width) {
      this.width = width;
    }

    private Element drawn(int color, double x, double y) {
      if (this == DOT) {
        return Element.of("path", "cloud large c" + color)
            .with("d", "M" + Element.number(x + 5) + " " + Element.number(y - 4) + "h0");
      }
      return Element.of("path", "line c" + color + (this == DASHED ? " dashed" : ""))
          .with("d", "M" + Element.number(x + 1) + " " + Element.number(y - 4) + "h17");
    }
  }

  /** The key of a chart of this size, in as many columns as fit. */
  Element below(double width, double height) {
    Element key = Element.of("g", "kinds");
    double column =
        entries.stream()
            .mapToDouble(e -> e.sample().width + Frame.DIGIT * e.name().length() + GAP)
            .max()
            .orElse(width);
    int columns = (int) Math.max(1, Math.floor(width / column));
    int lines = (entries.size() + columns - 1) / columns;
    key.with(
        "data-view-box",
        "0 0 " + Element.number(width) + " " + Element.number(height + LINE * (lines + 0.5)));
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      double x = column * (i % columns);
      double y = height + LINE * (1 + i / columns);
      key.add(entry.sample().drawn(entry.color(), x, y))
          .add(Frame.text("tick", x + entry.sample().width, y, "start", entry.name()));
    }
    return key;
  }
}
