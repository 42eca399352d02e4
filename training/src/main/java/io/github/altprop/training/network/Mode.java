package io.github.altprop.training.network;

/** What a forward pass is for: it decides which statistics batch normalisation uses. */
public enum Mode {
  /** Statistics of the minibatch; running statistics are updated. */
  TRAINING,
  /** Statistics of the minibatch; running statistics stay: the same pass as before once more. */
  REPEATED,
  /** Running statistics. */
  INFERENCE
}
