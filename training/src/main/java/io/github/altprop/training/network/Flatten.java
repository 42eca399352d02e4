package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/** Reads an image [h, w, c] as features, index (row w + column) c + channel. Moves no numbers. */
public final class Flatten implements Layer {
  private final String name;
  private final int[] inputShape;

  private Flatten(String name, int[] inputShape) {
    this.name = name;
    this.inputShape = inputShape.clone();
  }

  /** A flatten layer. */
  public static LayerFactory layer() {
    return (name, inputShape, slots) -> new Flatten(name, inputShape);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] inputShape() {
    return inputShape.clone();
  }

  @Override
  public int[] outputShape() {
    return new int[] {Shapes.size(inputShape)};
  }

  @Override
  public boolean trainable() {
    return false;
  }

  @Override
  public boolean reshapes() {
    return true;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public LayerPass open(PassContext context) {
    return new Pass(context);
  }

  private final class Pass implements LayerPass {
    private final PassContext context;
    private final int batch;
    private final boolean first;
    private Tensor output;
    private Tensor error;
    private Tensor reshaped;

    Pass(PassContext context) {
      this.context = context;
      batch = context.batch();
      first = !context.anythingBelow();
    }

    @Override
    public Layer layer() {
      return Flatten.this;
    }

    @Override
    public Tensor forward(Tensor input, Mode mode) {
      output = input.reshape(Shapes.batched(batch, outputShape()));
      return output;
    }

    @Override
    public Tensor output() {
      return output;
    }

    @Override
    public Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
      if (first) {
        return null;
      }
      if (outputError != error) {
        error = outputError;
        reshaped = context.reshaped(outputError, Shapes.batched(batch, inputShape));
      }
      return reshaped;
    }
  }
}
