package io.github.altprop.evaluation.theory;

/** Why the conservation law says nothing about a hidden layer. */
public enum Obstacle {
  WEIGHT_DECAY("weight decay shrinks both of its terms, by different factors"),
  REGULARIZER("a regulariser moves the weights besides the learning rule"),
  OPTIMIZER("the optimiser rescales the updates of single weights"),
  BATCH_NORMALIZATION("batch normalisation lies between its incoming and outgoing weights"),
  RESIDUAL("a residual connection adds to its outputs"),
  ACTIVATION("its activation is not homogeneous: phi(z) is not phi'(z) z"),
  UNKNOWN_LAYER("a layer follows that the theory does not cover"),
  LEARNING_RULE("the learning rule has no feedback weights of the form that it needs");

  private final String reason;

  Obstacle(String reason) {
    this.reason = reason;
  }

  /** The reason in words, to follow "the conservation law does not apply: ". */
  public String reason() {
    return reason;
  }
}
