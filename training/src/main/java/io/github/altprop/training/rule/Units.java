package io.github.altprop.training.rule;

/** What a rule needs of the layers after the first. */
public enum Units {
  /** The units that are passed on. */
  KEPT,
  /** Auxiliary units besides, so that every weight is a square matrix. */
  SQUARE
}
