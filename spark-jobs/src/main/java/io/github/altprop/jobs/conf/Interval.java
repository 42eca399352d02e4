package io.github.altprop.jobs.conf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something is measured during training: every so many steps, every so many epochs, or
 * never. Files write it as {@code 100}, {@code 5 epochs} and {@code 0}.
 *
 * @param count of the unit; 0 for never
 */
public record Interval(int count, Unit unit) {
  /** What is counted. */
  public enum Unit {
    STEPS,
    EPOCHS
  }

  static final Interval NEVER = new Interval(0, Unit.STEPS);

  static final Pattern EPOCHS = Pattern.compile("^([1-9][0-9]{0,8}) epochs?$");

  /** What must be written, in words. */
  static final String EXPECTATION =
      "a whole number of steps of at least 0, or a whole number of epochs such as 5 epochs";

  private static final Pattern STEPS = Pattern.compile("^[0-9]{1,9}$");

  /** What was written, or nothing if it is no interval. */
  static Optional<Interval> read(String text) {
    if (STEPS.matcher(text).matches()) {
      return Optional.of(new Interval(Integer.parseInt(text), Unit.STEPS));
    }
    Matcher epochs = EPOCHS.matcher(text);
    return epochs.matches()
        ? Optional.of(new Interval(Integer.parseInt(epochs.group(1)), Unit.EPOCHS))
        : Optional.empty();
  }

  /** The value of a configuration: a long for steps, a text for epochs. */
  Object written() {
    return unit == Unit.STEPS ? (Object) (long) count : count == 1 ? "1 epoch" : count + " epochs";
  }

  /** Whether nothing is measured. */
  public boolean never() {
    return count == 0;
  }

  /**
   * The same in steps; 0 for never.
   *
   * @param minibatches of an epoch
   */
  public long steps(int minibatches) {
    return unit == Unit.STEPS ? count : (long) count * minibatches;
  }

  @Override
  public String toString() {
    return written().toString();
  }
}
