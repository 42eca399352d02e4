package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Labels;
import java.io.Serializable;

/**
 * How images of any size become images of one size.
 *
 * @param resize the way
 * @param height of the result
 * @param width of the result
 */
public record Geometry(Resize resize, int height, int width) implements Serializable {
  /** Ways to make images the same size. */
  public enum Resize {
    /**
     * To height x width, whatever the aspect ratio. Source: Dalm et al. 2023, code; experiments,
     * section 1.2.
     */
    DIRECT,
    /** The shorter side to the wanted size, then the middle is cut out. */
    SHORTER_SIDE,
    /** Not at all: images of another size are rejected. */
    NONE;

    /** The name in options, in kebab-case. */
    public String label() {
      return Labels.of(this);
    }

    /** The way of that name; refuses an unknown one. */
    public static Resize named(String name) {
      return Labels.find(Resize.class, name, "resize:");
    }
  }

  public Geometry {
    if (height < 1 || width < 1) {
      throw new BadInputException("size: " + height + " x " + width + "; expected at least 1 x 1");
    }
  }

  /** The size of all results. */
  public ImageShape shape() {
    return new ImageShape(height, width, RgbImage.CHANNELS);
  }

  /** An image in the wanted size: height x width x 3 bytes. */
  byte[] apply(DecodedImage image) throws UnusableImageException {
    if (image.height() == height && image.width() == width) {
      return image.pixels();
    }
    return switch (resize) {
      case DIRECT -> {
        double down = (double) image.height() / height;
        double right = (double) image.width() / width;
        yield Bilinear.sample(image, height, width, down, right, 0, 0);
      }
      case SHORTER_SIDE -> {
        double step = Math.min((double) image.height() / height, (double) image.width() / width);
        double top = (image.height() - step * height) / 2;
        double left = (image.width() - step * width) / 2;
        yield Bilinear.sample(image, height, width, step, step, top, left);
      }
      case NONE ->
          throw new UnusableImageException(
              Reason.OTHER_SIZE,
              image.height()
                  + " x "
                  + image.width()
                  + " pixels; expected "
                  + height
                  + " x "
                  + width);
    };
  }
}
