package io.github.altprop.training.network;

/** Whether a layer adds a bias. */
public enum Bias {
  PRESENT,
  ABSENT
}
