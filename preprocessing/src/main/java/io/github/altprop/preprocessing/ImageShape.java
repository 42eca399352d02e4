package io.github.altprop.preprocessing;

import java.io.Serializable;

/**
 * The size of one image.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) implements Serializable {
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image needs at least one row, column and channel, not "
              + height
              + " x "
              + width
              + " x "
              + channels);
    }
  }

  /** Number of values of one image: height x width x channels. */
  public int values() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
