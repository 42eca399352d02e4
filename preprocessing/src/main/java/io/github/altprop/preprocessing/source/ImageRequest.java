package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How image files are to become images of one size.
 *
 * @param resize the way; what suits the source if empty
 * @param size height and width in pixels; what suits the source if empty
 * @param orientation what becomes of the orientation that a camera noted
 */
public record ImageRequest(Optional<Resize> resize, OptionalInt size, Orientation orientation) {
  /** What suits the source. */
  public static ImageRequest usual() {
    return new ImageRequest(Optional.empty(), OptionalInt.empty(), Orientation.IGNORED);
  }

  /** The geometry, given what suits the source. */
  public Geometry geometry(Resize usualResize, int usualSize) {
    int pixels = size.orElse(usualSize);
    return new Geometry(resize.orElse(usualResize), pixels, pixels);
  }
}
