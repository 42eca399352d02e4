package io.github.altprop.training.initialization;

/** Independent seeds for independent things, from one seed. */
public final class Seeds {
  private Seeds() {}

  /** A seed that differs in about half its bits for every other (seed, purpose) pair. */
  public static long derive(long seed, String purpose) {
    long hash = seed;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash * 31 + purpose.charAt(i));
    }
    return mix(hash);
  }

  /** A seed for the {@code index}-th thing of its kind. */
  public static long derive(long seed, long index) {
    return mix(mix(seed) + index * 0x9e3779b97f4a7c15L);
  }

  /** SplitMix64's finaliser. Source: Steele, Lea and Flood 2014. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
