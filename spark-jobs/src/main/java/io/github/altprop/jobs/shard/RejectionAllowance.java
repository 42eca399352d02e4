package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.selection.Selection;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many images may be rejected.
 *
 * @param fraction of the data set that may be
 * @param examples of the whole data set
 */
record RejectionAllowance(double fraction, int examples) implements Serializable {
  /** A task that gives up has read at least so many, lest a few decide. */
  static final int FEWEST_READ = 500;

  /** A split that is within the allowance looks hopeless so seldom, after each image read. */
  private static final double PROBABILITY = 1e-12;

  /** The allowance for what was selected of all splits. */
  static RejectionAllowance of(double fraction, Selection selection) {
    int all = Arrays.stream(Split.values()).mapToInt(selection::kept).sum();
    return new RejectionAllowance(fraction, all);
  }

  private double most() {
    return fraction * examples;
  }

  /** Whether so many are more than may be rejected. */
  boolean exceededBy(long rejected) {
    return rejected > most();
  }

  /**
   * Whether more of a split must be expected to be rejected than may be, some images having been
   * read in the shuffled order, so drawn at random: were all that may be rejected in this split, a
   * fraction p of it, then as many as a fraction q > p of n images that were read are bad with a
   * probability of at most exp(-n (q ln(q/p) + (1 - q) ln((1 - q) / (1 - p)))).
   *
   * <p>Source: Hoeffding 1963, "Probability inequalities for sums of bounded random variables",
   * theorem 1; section 6 for draws without replacement.
   *
   * @param images of the split
   */
  boolean hopelessAfter(long read, long rejected, int images) {
    double p = Math.min(1, most() / images);
    double q = (double) rejected / read;
    return read >= FEWEST_READ
        && q > p
        && read * (term(q, p) + term(1 - q, 1 - p)) > -Math.log(PROBABILITY);
  }

  private static double term(double q, double p) {
    return q == 0 ? 0 : q * Math.log(q / p);
  }
}
