package io.github.altprop.training.tensor;

/** How a matrix enters a product. */
public enum Op {
  PLAIN,
  TRANSPOSED
}
