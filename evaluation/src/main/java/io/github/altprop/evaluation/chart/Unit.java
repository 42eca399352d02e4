package io.github.altprop.evaluation.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;

/** What numbers stand for, and so how they are written and which steps between ticks are round. */
public enum Unit {
  /** Whole numbers, such as epochs and steps. */
  COUNT {
    @Override
    public String value(double value) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }

    @Override
    public String value(double value, double error) {
      return error == 0 ? value(value) : super.value(value, error);
    }

    @Override
    String tick(double value, double step) {
      return value(value);
    }

    @Override
    double roundStep(double step) {
      return Math.max(1, super.roundStep(step));
    }
  },
  /** Parts of one, written as percentages. */
  PERCENT {
    @Override
    public String value(double value) {
      return written(value, 1);
    }

    @Override
    public String value(double value, double error) {
      int decimals = error > 0 && error < 0.001 ? 2 : 1;
      return written(value, decimals) + " ± " + written(error, decimals);
    }

    private String written(double value, int decimals) {
      String number = String.format(Locale.ROOT, "%." + decimals + "f", 100 * value);
      boolean nothing = number.matches("-[0.]+"); // less than half of the last digit
      return (nothing ? number.substring(1) : number) + NARROW_SPACE + "%";
    }

    @Override
    String tick(double value, double step) {
      return fixed(100 * value, 100 * step) + NARROW_SPACE + "%";
    }
  },
  /** Angles, in degrees. */
  DEGREES {
    @Override
    public String value(double value) {
      if (Math.abs(value) < RESOLUTION_DEGREES) {
        return "0°";
      }
      String pattern = Math.abs(value) < 0.1 ? "%.2g" : value < 10 ? "%.2f" : "%.1f";
      return String.format(Locale.ROOT, pattern, value) + "°";
    }

    @Override
    String tick(double value, double step) {
      return fixed(value, step) + "°";
    }

    @Override
    double roundStep(double step) {
      return step > 10 ? 15 * Math.ceil(step / 15) : super.roundStep(step);
    }
  },
  /** Anything else: four significant digits. */
  NUMBER {
    @Override
    public String value(double value) {
      return significant(value);
    }

    @Override
    public String value(double value, double error) {
      if (!Double.isFinite(value) || !(error > 0) || Double.isInfinite(error)) {
        return super.value(value, error);
      }
      int exponent = exponent(Math.max(Math.abs(value), error));
      boolean scaled = exponent < -WRITTEN_OUT || exponent > WRITTEN_OUT;
      double scale = scaled ? Math.pow(10, exponent) : 1;
      int decimals = Math.min(DIGITS + WRITTEN_OUT, Math.max(0, 1 - exponent(error / scale)));
      String pattern = "%." + decimals + "f ± %." + decimals + "f";
      String text = String.format(Locale.ROOT, pattern, value / scale, error / scale);
      return scaled ? "(" + text + ")e" + exponent : text;
    }
  };

  /** What stands in place of an undefined number. */
  public static final String UNDEFINED = "–";

  private static final String NARROW_SPACE = "\u202f";
  private static final int DIGITS = 4;

  /** Powers of ten up to this one, and down to its inverse, are written out. */
  private static final int WRITTEN_OUT = 3;

  /** The arc cosine of a double cannot tell smaller angles from none. */
  private static final double RESOLUTION_DEGREES = 1e-5;

  /** A defined value, as precise as a reader wants it. */
  public abstract String value(double value);

  /**
   * A value and the error of it, with as many decimals each. Numbers without a unit have two
   * significant digits of the error.
   */
  public String value(double value, double error) {
    return value(value) + " ± " + value(error);
  }

  private static int exponent(double value) {
    return (int) Math.floor(Math.log10(value));
  }

  /** A value, or a dash if it is undefined or no number. */
  public String value(OptionalDouble value) {
    return value.isPresent() && !Double.isNaN(value.getAsDouble())
        ? value(value.getAsDouble())
        : UNDEFINED;
  }

  /** A round value beside an axis, {@code step} apart from the next. */
  String tick(double value, double step) {
    return fixed(value, step);
  }

  /** As many decimals as {@code step} has; powers of ten where that would be too long. */
  private static String fixed(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return decimals > DIGITS || Math.abs(value) >= 1e6
        ? significant(value)
        : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** The smallest round step that is at least {@code step}. */
  double roundStep(double step) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(step)));
    double multiple = step / magnitude;
    return magnitude * (multiple <= 1 ? 1 : multiple <= 2 ? 2 : multiple <= 5 ? 5 : 10);
  }

  private static String significant(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    double magnitude = Math.abs(value);
    return magnitude < 1e-4 || magnitude >= 1e6
        ? new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value)
            .toLowerCase(Locale.ROOT)
        : rounded.stripTrailingZeros().toPlainString();
  }
}
