package io.github.altprop.evaluation.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Time across a chart. Stretches in which nothing happens and that are long beside those in which
 * something does are cut out: each takes the same small width, whatever its length.
 *
 * @param kept what is drawn to scale, in order
 */
record Clock(List<Span> kept) {
  /** The width of a cut, in user units. */
  static final double CUT = 26;

  /** A stretch of this part of all that is kept is cut out. */
  private static final double LONG = 0.1;

  /** About the width of a time beside the axis. */
  private static final double TICK = 52;

  private static final List<Integer> MINUTES_AND_SECONDS = List.of(1, 2, 5, 10, 15, 30);
  private static final List<Integer> HOURS = List.of(1, 2, 3, 6, 12, 24, 48, 120, 240);
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  /**
   * A stretch of time.
   *
   * @param from seconds
   * @param to seconds
   */
  record Span(double from, double to) {
    double length() {
      return to - from;
    }
  }

  /** A clock for what happens in these stretches. */
  static Clock of(List<Span> spans) {
    List<Span> busy = merged(spans, 0);
    double all = busy.stream().mapToDouble(Span::length).sum();
    return new Clock(merged(busy, LONG * all));
  }

  /** Together what is less than a gap apart. */
  private static List<Span> merged(List<Span> spans, double gap) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparingDouble(Span::from)).toList()) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && span.from() <= last.to() + gap) {
        merged.set(merged.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** What is cut out. */
  List<Span> cuts() {
    List<Span> cuts = new ArrayList<>();
    for (int i = 1; i < kept.size(); i++) {
      cuts.add(new Span(kept.get(i - 1).to(), kept.get(i).from()));
    }
    return cuts;
  }

  /** Where a time lies on a width in user units. */
  double position(double seconds, double width) {
    double scale = scale(width);
    double at = 0;
    for (Span span : kept) {
      if (seconds <= span.to() || span.equals(kept.get(kept.size() - 1))) {
        return at + scale * (Math.max(seconds, span.from()) - span.from());
      }
      at += scale * span.length() + CUT;
    }
    return at;
  }

  /** User units of a second. */
  private double scale(double width) {
    double all = kept.stream().mapToDouble(Span::length).sum();
    return (width - CUT * (kept.size() - 1)) / Math.max(all, 1e-3);
  }

  /** Round times that have room on a width. */
  List<Double> ticks(double width) {
    double step = step(TICK * 1.4 / scale(width));
    List<Double> ticks = new ArrayList<>();
    double free = 0;
    for (Span span : kept) {
      for (double tick = step * Math.ceil(span.from() / step); tick <= span.to(); tick += step) {
        double at = position(tick, width);
        if (at >= free) {
          ticks.add(tick);
          free = at + TICK;
        }
      }
    }
    return ticks;
  }

  private static double step(double atLeast) {
    for (int unit : List.of(1, MINUTE)) {
      for (int multiple : MINUTES_AND_SECONDS) {
        if (unit * multiple >= atLeast) {
          return unit * multiple;
        }
      }
    }
    return HOURS.stream()
        .mapToDouble(hours -> HOUR * hours)
        .filter(step -> step >= atLeast)
        .findFirst()
        .orElse(Math.ceil(atLeast / (240 * HOUR)) * 240 * HOUR);
  }

  /** A time as hours, minutes and seconds: 0:05, 12:30, 2:00:00. */
  static String written(double seconds) {
    long whole = Math.round(seconds);
    long minutes = whole / MINUTE;
    return minutes < MINUTE
        ? String.format(Locale.ROOT, "%d:%02d", minutes, whole % MINUTE)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", minutes / MINUTE, minutes % MINUTE, whole % MINUTE);
  }
}
