package io.github.altprop.preprocessing.input;

import io.github.altprop.preprocessing.Labels;
import java.util.List;

/** How training images are varied. Test images never are. */
public enum Augmentation {
  /** Not at all. */
  NONE(0, Flip.NEVER, 1, 1),

  /**
   * Padded by 4 pixels, cropped at random to the old size, and flipped half of the time. Source:
   * experiments, section 2.7.
   */
  CROP_FLIP(4, Flip.HALF_THE_TIME, 1, 1),

  /** Shifted by up to 2 pixels in each direction. Source: Kao and Chen 2021; section 3.2. */
  SHIFT(2, Flip.NEVER, 1, 1),

  /**
   * {@link #CROP_FLIP}, then every channel's contrast changed by one factor from 0.2 to 1.8.
   * Source: Kao and Chen 2021, code; section 3.2. Differs: without their brightness, which the
   * standardisation that follows cancels.
   */
  CROP_FLIP_CONTRAST(4, Flip.HALF_THE_TIME, 0.2, 1.8);

  /** Whether images are mirrored. */
  enum Flip {
    NEVER,
    HALF_THE_TIME
  }

  private final int shift;
  private final Flip flip;
  private final double leastContrast;
  private final double mostContrast;

  Augmentation(int shift, Flip flip, double leastContrast, double mostContrast) {
    this.shift = shift;
    this.flip = flip;
    this.leastContrast = leastContrast;
    this.mostContrast = mostContrast;
  }

  /** The names of all augmentations, in kebab-case. */
  public static List<String> names() {
    return Labels.all(Augmentation.class);
  }

  /** The augmentation of that name; refuses an unknown one. */
  public static Augmentation named(String name) {
    return Labels.find(Augmentation.class, name, "no augmentation is called");
  }

  /** The name in configuration files. */
  public String label() {
    return Labels.of(this);
  }

  int shift() {
    return shift;
  }

  Flip flip() {
    return flip;
  }

  double leastContrast() {
    return leastContrast;
  }

  double mostContrast() {
    return mostContrast;
  }
}
