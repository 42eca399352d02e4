package io.github.altprop.preprocessing.synthetic;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Seeds;
import io.github.altprop.preprocessing.Split;
import java.util.SplittableRandom;

/**
 * Draws examples x of two classes y = -1 and +1 in turn whose geometry the theory of feedback
 * alignment speaks about. A pixel p stands for the number p - 127.5, which normalization symmetric
 * makes of it but for a factor.
 *
 * <p>Source: Robertson and Koyejo 2024, definitions 5.5 and 5.6; experiments, section 2.3.
 */
public final class BinaryImages implements GeneratedImages {
  /** Size of every separable image. */
  public static final ImageShape SEPARABLE = new ImageShape(64, 64, 1);

  /** Size of every nearly orthogonal image: overlaps fall with the number of pixels. */
  public static final ImageShape NEARLY_ORTHOGONAL = new ImageShape(144, 144, 1);

  private static final long MEAN_STREAM = 0x6d75L;
  private static final int CLASSES = 2;
  private static final double MEAN = 32;
  private static final double NOISE_AROUND_MEAN = 16;
  private static final double NOISE_ALONE = 36;

  private final long seed;
  private final ImageShape shape;
  private final double mean;
  private final double noise;

  private BinaryImages(long seed, ImageShape shape, double mean, double noise) {
    this.seed = seed;
    this.shape = shape;
    this.mean = mean;
    this.noise = noise;
  }

  /** x = y mu + noise: y_i y_k &lt;x_i, x_k&gt; is positive for any two. */
  public static BinaryImages separable(long seed) {
    return new BinaryImages(seed, SEPARABLE, MEAN, NOISE_AROUND_MEAN);
  }

  /** x is noise and y arbitrary: nothing can be learnt of it but by heart. */
  public static BinaryImages nearlyOrthogonal(long seed) {
    return new BinaryImages(seed, NEARLY_ORTHOGONAL, 0, NOISE_ALONE);
  }

  @Override
  public Example draw(Split split, long index) {
    int label = (int) (index % CLASSES);
    SplittableRandom means = Seeds.random(seed, MEAN_STREAM);
    SplittableRandom random = Seeds.random(seed, split.stream(), index);
    byte[] pixels = new byte[shape.values()];
    for (int i = 0; i < pixels.length; i++) {
      double mu = means.nextBoolean() ? mean : -mean;
      double value = (2 * label - 1) * mu + noise * Bell.next(random);
      pixels[i] = (byte) Math.floor(128 + value);
    }
    return new Example(index, label, pixels);
  }
}
