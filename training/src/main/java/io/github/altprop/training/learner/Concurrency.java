package io.github.altprop.training.learner;

/** Whether the components of an associated network take turns or work at the same time. */
public enum Concurrency {
  /** One minibatch passes all components before the next one starts. */
  SEQUENTIAL,
  /** Component i works on one minibatch while component i + 1 works on the one before. */
  PIPELINED
}
