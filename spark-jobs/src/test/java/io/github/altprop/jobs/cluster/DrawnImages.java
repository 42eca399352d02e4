package io.github.altprop.jobs.cluster;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Small image files of four classes, each noise in a colour of its own. */
final class DrawnImages {
  private static final int CLASSES = 4;
  private static final int SIDE = 32;

  private DrawnImages() {}

  /** Writes {@code split/class/number.png} of the splits train and test. */
  static Path write(Path root, int train, int test) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < train; i++) {
      write(root.resolve("train"), i, random);
    }
    for (int i = 0; i < test; i++) {
      write(root.resolve("test"), i, random);
    }
    return root;
  }

  private static void write(Path split, int number, SplittableRandom random) {
    int label = number % CLASSES;
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24) | (0xc0 << (8 * label)));
      }
    }
    try {
      Path file = split.resolve("class-" + label).resolve(number + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
