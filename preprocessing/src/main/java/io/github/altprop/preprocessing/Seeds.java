package io.github.altprop.preprocessing;

import java.util.SplittableRandom;

/**
 * Derives independent seeds from one: every random choice is a pure function of (seed, purpose,
 * index), so that neither order nor parallelism nor a retry can change it.
 *
 * <p>Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure
 * 16 (variant 13 of Stafford's mixers).
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** A bijection of 64-bit words whose output bits look independent of the input's. */
  public static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The seed of one purpose; a bijection of the last word for any given words before it. */
  public static long derive(long seed, long... words) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (long word : words) {
      state = mix((state ^ word) + GOLDEN_GAMMA);
    }
    return state;
  }

  /** A generator for one purpose. */
  public static SplittableRandom random(long seed, long... words) {
    return new SplittableRandom(derive(seed, words));
  }
}
