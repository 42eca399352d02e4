package io.github.altprop.training.network;

/** Whether forward passes compute the units that only an inverse needs. */
public enum Auxiliary {
  SKIPPED,
  COMPUTED
}
