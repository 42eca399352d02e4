package io.github.altprop.training.tensor;

/**
 * What an engine computes on.
 *
 * @param kind processors or one GPU
 * @param index CUDA's number of the GPU; 0 for processors
 */
public record Device(Kind kind, int index) {
  /** Kinds of devices. */
  public enum Kind {
    CPU,
    GPU
  }

  /** This machine's processors. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  public Device {
    if (index < 0 || (kind == Kind.CPU && index != 0)) {
      throw new IllegalArgumentException("there is no device " + kind + " " + index);
    }
  }

  /** The GPU that CUDA numbers so, from 0. */
  public static Device gpu(int index) {
    return new Device(Kind.GPU, index);
  }

  /** As users write it: {@code cpu}, {@code gpu:1}. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "gpu:" + index;
  }
}
