package io.github.altprop.preprocessing.synthetic;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Seeds;
import io.github.altprop.preprocessing.Split;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the generated data set: image {@code index} shows shape {@code index mod 10}, somewhere
 * near the middle, in random colours and noise. Only the shape tells the class; and since a shape
 * is as often darker as brighter than its ground, no linear function of the pixels can see it well,
 * while one hidden layer of a few hundred units can.
 */
public final class ShapeImages implements GeneratedImages {
  /** Size of every image. */
  public static final ImageShape IMAGE = new ImageShape(32, 32, 3);

  private static final List<Shape> SHAPES = List.of(Shape.values());
  private static final double SHIFT = 2;
  private static final double SMALLEST = 9;
  private static final double LARGEST = 11;
  private static final double LEAST_CONTRAST = 60;
  private static final double MOST_CONTRAST = 130;
  private static final double MIDDLE_SPREAD = 25;
  private static final double NOISE = 16;

  /** Points sampled per pixel and direction: soft edges. */
  private static final int SAMPLES = 3;

  private final long seed;

  /**
   * @param seed what every image is drawn from
   */
  public ShapeImages(long seed) {
    this.seed = seed;
  }

  /** Names of the classes. */
  public static List<String> classNames() {
    return SHAPES.stream().map(Shape::label).toList();
  }

  /** Class of an image. */
  public static int label(long index) {
    return (int) (index % SHAPES.size());
  }

  @Override
  public Example draw(Split split, long index) {
    SplittableRandom random = Seeds.random(seed, split.stream(), index);
    double left = IMAGE.width() / 2.0 + random.nextDouble(-SHIFT, SHIFT);
    double top = IMAGE.height() / 2.0 + random.nextDouble(-SHIFT, SHIFT);
    double radius = random.nextDouble(SMALLEST, LARGEST);
    double sign = random.nextBoolean() ? 1 : -1;
    double[] ground = new double[IMAGE.channels()];
    double[] contrast = new double[IMAGE.channels()];
    for (int channel = 0; channel < IMAGE.channels(); channel++) {
      contrast[channel] = sign * random.nextDouble(LEAST_CONTRAST, MOST_CONTRAST);
      double middle = 127.5 + random.nextDouble(-MIDDLE_SPREAD, MIDDLE_SPREAD);
      ground[channel] = middle - contrast[channel] / 2;
    }
    Shape shape = SHAPES.get(label(index));
    byte[] pixels = new byte[IMAGE.values()];
    int at = 0;
    for (int y = 0; y < IMAGE.height(); y++) {
      for (int x = 0; x < IMAGE.width(); x++) {
        double cover = cover(shape, (x - left) / radius, (y - top) / radius, 1 / radius);
        for (int channel = 0; channel < IMAGE.channels(); channel++) {
          double value = ground[channel] + contrast[channel] * cover + NOISE * Bell.next(random);
          pixels[at++] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    return new Example(index, label(index), pixels);
  }

  /** Fraction of a pixel, given by its top left corner and its side, that a shape covers. */
  private static double cover(Shape shape, double x, double y, double side) {
    int inside = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < SAMPLES; j++) {
        double sampleX = x + side * (j + 0.5) / SAMPLES;
        double sampleY = y + side * (i + 0.5) / SAMPLES;
        inside += shape.covers(sampleX, sampleY) ? 1 : 0;
      }
    }
    return inside / (double) (SAMPLES * SAMPLES);
  }
}
