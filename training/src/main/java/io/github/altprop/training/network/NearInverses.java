package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;
import java.util.Optional;

/**
 * Lends approximate inverses of nearly orthogonal weights. Something else in the same step, such as
 * the orthogonality penalty, computes them anyway, so that a rule which needs an inverse saves its
 * own computation.
 */
@FunctionalInterface
public interface NearInverses {
  /** Lends no inverse of any weight. */
  NearInverses NONE = (weight, rows) -> Optional.empty();

  /**
   * The first rows of a matrix close to K^-T, [rows, fan-in], for the weight K of this step; how
   * close is for the caller to find out.
   *
   * <p>To be asked at most once a step for each weight, when its update has been written; valid
   * until the next call; the caller may overwrite it.
   */
  Optional<Tensor> rows(Parameter weight, int rows);
}
