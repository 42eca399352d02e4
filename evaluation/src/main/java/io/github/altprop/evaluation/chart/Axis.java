package io.github.altprop.evaluation.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps values to the unit interval and marks round ones. */
public final class Axis {
  /** Beyond this ratio of the largest to the smallest value a linear axis hides the small ones. */
  private static final double LOGARITHMIC_FROM = 100;

  private final String label;
  private final Unit unit;
  private final boolean logarithmic;
  private final double from;
  private final double to;
  private final double[] ticks;

  private Axis(
      String label, Unit unit, boolean logarithmic, double from, double to, double[] ticks) {
    this.label = label;
    this.unit = unit;
    this.logarithmic = logarithmic;
    this.from = from;
    this.to = to;
    this.ticks = ticks;
  }

  /** An axis that spans exactly the finite ones of {@code values}. */
  public static Axis spanning(String label, Unit unit, double... values) {
    double[] finite = finite(values);
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(1);
    if (min == max) {
      min -= 1;
      max += 1;
    }
    double step = unit.roundStep((max - min) / 6);
    double first = Math.ceil(min / step - 1e-9);
    double last = Math.floor(max / step + 1e-9);
    return new Axis(label, unit, false, min, max, multiples(step, first, last));
  }

  /**
   * An axis with round ends around the finite ones of {@code values}; starts at zero unless the
   * values keep far from it.
   */
  public static Axis around(String label, Unit unit, double... values) {
    double[] finite = finite(values);
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(1);
    double low = min >= 0 && (min < 0.6 * max || min == max) ? 0 : min;
    double high = max > low ? max : low + Math.max(1e-3, Math.abs(low));
    double step = unit.roundStep((high - low) / 5);
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil(high / step - 1e-9);
    return new Axis(label, unit, false, first * step, last * step, multiples(step, first, last));
  }

  /** An axis with a round end from zero to the largest finite one of {@code values}. */
  public static Axis fromZero(String label, Unit unit, double... values) {
    return around(label, unit, 0, Arrays.stream(finite(values)).max().orElse(1));
  }

  /** Like {@link #around}, or a logarithmic axis if the values are positive and span decades. */
  public static Axis aroundOrLogarithmic(String label, Unit unit, double... values) {
    double[] finite = finite(values);
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(1);
    if (min <= 0 || max / min < LOGARITHMIC_FROM) {
      return around(label, unit, values);
    }
    int first = (int) Math.floor(Math.log10(min));
    int last = (int) Math.ceil(Math.log10(max));
    int step = Math.max(1, (last - first + 5) / 6);
    List<Double> decades = new ArrayList<>();
    for (int decade = first; decade <= last; decade += step) {
      decades.add(Math.pow(10, decade));
    }
    double[] ticks = decades.stream().mapToDouble(Double::doubleValue).toArray();
    return new Axis(label, unit, true, Math.pow(10, first), Math.pow(10, last), ticks);
  }

  /**
   * A logarithmic axis that spans exactly the positive ones of {@code values}, marked at 1, 2 and 5
   * times powers of ten.
   */
  public static Axis logarithmic(String label, Unit unit, double... values) {
    double[] positive = Arrays.stream(finite(values)).filter(value -> value > 0).toArray();
    double min = Arrays.stream(positive).min().orElse(1);
    double max = Arrays.stream(positive).max().orElse(10);
    if (min == max) {
      min /= 2;
      max *= 2;
    }
    boolean decadesAlone = max / min > 1e3;
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(min)); Math.pow(10, decade) <= max; decade++) {
      for (int multiple : decadesAlone ? new int[] {1} : new int[] {1, 2, 5}) {
        double tick = multiple * Math.pow(10, decade);
        if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    double[] marks = ticks.stream().mapToDouble(Double::doubleValue).toArray();
    return new Axis(label, unit, true, min, max, marks);
  }

  /** An angle's axis: from zero to a multiple of 30 degrees, or to a small round angle. */
  public static Axis ofAngles(String label, double... degrees) {
    double max = Arrays.stream(finite(degrees)).max().orElse(0);
    if (max <= 30) {
      return fromZero(label, Unit.DEGREES, Math.max(max, 1e-3));
    }
    double step = max <= 60 ? 15 : 30;
    double end = 30 * Math.ceil(max / 30 - 1e-9);
    return new Axis(label, Unit.DEGREES, false, 0, end, multiples(step, 0, end / step));
  }

  String label() {
    return label;
  }

  Unit unit() {
    return unit;
  }

  double[] ticks() {
    return ticks.clone();
  }

  /** A tick as text; on a linear axis all have the same number of decimals. */
  String label(double tick) {
    return logarithmic || ticks.length < 2
        ? unit.value(tick)
        : unit.tick(tick, ticks[1] - ticks[0]);
  }

  /** Where {@code value} lies between the ends of the axis: 0 to 1, or outside of it. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  private static double[] finite(double... values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  private static double[] multiples(double step, double first, double last) {
    double[] multiples = new double[(int) Math.max(0, last - first + 1)];
    for (int i = 0; i < multiples.length; i++) {
      multiples[i] = (first + i) * step;
    }
    return multiples;
  }
}
