package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.selection.Selection;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many images may be rejected.
 *
 * @param most of the whole data set
 * @param images of the split that is read
 */
record RejectionAllowance(double most, int images) implements Serializable {
  /** A task that gives up has read at least so many, lest a few decide. */
  static final int FEWEST_READ = 500;

  /** A split that is within the allowance looks hopeless so seldom, after each image read. */
  private static final double PROBABILITY = 1e-12;

  /**
   * @param fraction of the data set that may be rejected
   * @param split that is read
   */
  static RejectionAllowance of(double fraction, Selection selection, Split split) {
    int all = Arrays.stream(Split.values()).mapToInt(selection::kept).sum();
    return new RejectionAllowance(fraction * all, selection.kept(split));
  }

  /** Whether so many are more than may be rejected. */
  boolean exceededBy(long rejected) {
    return rejected > most;
  }

  /**
   * Whether more of the split must be expected to be rejected than may be, some images having been
   * read in the shuffled order, so drawn at random: were all that may be rejected in this split, a
   * fraction p of it, then as many as a fraction q > p of n images that were read are bad with a
   * probability of at most exp(-n (q ln(q/p) + (1 - q) ln((1 - q) / (1 - p)))).
   *
   * <p>Source: Hoeffding 1963, "Probability inequalities for sums of bounded random variables",
   * theorem 1; section 6 for draws without replacement.
   */
  boolean hopelessAfter(long read, long rejected) {
    double p = Math.min(1, most / images);
    double q = (double) rejected / read;
    return read >= FEWEST_READ
        && q > p
        && read * (term(q, p) + term(1 - q, 1 - p)) > -Math.log(PROBABILITY);
  }

  private static double term(double q, double p) {
    return q == 0 ? 0 : q * Math.log(q / p);
  }
}
