package io.github.altprop.training.tensor;

/**
 * Decisions on numbers that only the engine has: what is to be done is said beforehand, and whether
 * it is done is settled when the numbers are there. An engine that records steps can record them as
 * branches and loops of its device; one that cannot looks at the number.
 *
 * <p>Work handed over calls this engine and nothing else that could be seen. All numbers are [1] in
 * float64; a number that says yes or no is 1 or 0.
 */
public interface Decisions {
  /** holds = whether a &le; b; no if one of them is no number. */
  void atMost(Tensor a, Tensor b, Tensor holds);

  /** holds = whether a &lt; b; no if one of them is no number. */
  void less(Tensor a, Tensor b, Tensor holds);

  /** Does {@code work} if {@code holds} is not 0, or else {@code otherwise}. */
  void branch(Tensor holds, Runnable work, Runnable otherwise);

  /** Does {@code work} as long as {@code holds}, which the work changes, is not 0. */
  void repeat(Tensor holds, Runnable work);
}
