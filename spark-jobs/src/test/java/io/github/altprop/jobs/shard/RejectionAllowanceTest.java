package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RejectionAllowanceTest {
  private static final int IMAGES = 100_000;

  private final RejectionAllowance thousandth = new RejectionAllowance(0.001, IMAGES);

  @Test
  void isExceededByOneMoreThanThereMayBe() {
    assertThat(thousandth.exceededBy(100)).isFalse();
    assertThat(thousandth.exceededBy(101)).isTrue();
    assertThat(new RejectionAllowance(0, IMAGES).exceededBy(1)).isTrue();
    assertThat(new RejectionAllowance(1, IMAGES).exceededBy(IMAGES)).isFalse();
  }

  @Test
  void aFewBadImagesAtTheBeginningDecideNothing() {
    for (int read = 1; read < RejectionAllowance.FEWEST_READ; read++) {
      assertThat(thousandth.hopelessAfter(read, read, IMAGES)).isFalse();
    }
    assertThat(thousandth.hopelessAfter(RejectionAllowance.FEWEST_READ, 5, IMAGES)).isFalse();
  }

  @Test
  void nearlyAllBadIsHopelessAsSoonAsEnoughAreRead() {
    int read = RejectionAllowance.FEWEST_READ;
    for (double fraction : new double[] {0, 0.001, 0.1, 0.5}) {
      RejectionAllowance some = new RejectionAllowance(fraction, IMAGES);
      assertThat(some.hopelessAfter(read, read * 9 / 10, IMAGES)).isTrue();
    }
  }

  /** As many bad images as there may be, in a thousand random orders; looked at after each. */
  @Test
  void aDataSetWithinTheAllowanceIsNeverHopeless() {
    for (int most : new int[] {10, 100, 1_000, 5_000}) {
      RejectionAllowance allowance = new RejectionAllowance(most / 10_000.0, 10_000);
      for (int seed = 0; seed < 250; seed++) {
        int bad = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int read = 1; read <= 10_000; read++) {
          bad += random.nextInt(10_001 - read) < most - bad ? 1 : 0;
          assertThat(allowance.hopelessAfter(read, bad, 10_000)).isFalse();
        }
        assertThat(bad).isEqualTo(most);
      }
    }
  }

  /** A small split may be bad altogether if the data set as a whole may hold so many. */
  @Test
  void whatIsAllowedForTheWholeMayAllBeInOneSplit() {
    RejectionAllowance allowance = new RejectionAllowance(0.1, 10_000);

    assertThat(allowance.hopelessAfter(1_000, 1_000, 1_000)).isFalse();
  }
}
