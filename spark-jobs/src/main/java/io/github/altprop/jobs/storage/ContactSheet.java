package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A picture of the first stored training examples of each class that has some, to look at: a row
 * for each class with its name. At most {@link #CLASSES} classes are shown.
 */
public final class ContactSheet {
  /** Rows of the sheet. */
  public static final int CLASSES = 50;

  private static final int EXAMPLES = 10;
  private static final int CELL = 72;
  private static final int GAP = 4;
  private static final int NAME = 170;
  private static final int LONGEST_NAME = 24;
  private static final int MOST_GROUPS = 32;

  private final ShardedDataset dataset;

  public ContactSheet(ShardedDataset dataset) {
    this.dataset = dataset;
  }

  /** The sheet as a PNG file. */
  public byte[] png() {
    Manifest manifest = dataset.manifest();
    List<Long> counts = manifest.split(Split.TRAIN).classCounts();
    int[] labels =
        IntStream.range(0, counts.size())
            .filter(label -> counts.get(label) > 0)
            .limit(CLASSES)
            .toArray();
    BufferedImage sheet =
        new BufferedImage(
            NAME + EXAMPLES * (CELL + GAP) + GAP,
            Math.max(1, labels.length) * (CELL + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int row = 0; row < labels.length; row++) {
      String name = manifest.classes().get(labels[row]).name();
      String shown =
          name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
      graphics.drawString(shown, 2 * GAP, top(row) + CELL / 2 + 5);
    }
    drawExamples(graphics, labels);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static int top(int row) {
    return GAP + row * (CELL + GAP);
  }

  private void drawExamples(Graphics2D graphics, int[] labels) {
    int[] drawn = new int[labels.length];
    try (SplitReader reader = dataset.reader(Split.TRAIN, new RowGroupCache(1))) {
      int groups = Math.min(MOST_GROUPS, reader.manifest().rowGroupSizes().length);
      for (int number = 0; number < groups && wanting(drawn); number++) {
        RowGroup group = reader.rowGroup(number);
        for (int example = 0; example < group.rows(); example++) {
          int row = Arrays.binarySearch(labels, group.labels()[example]);
          if (row >= 0 && drawn[row] < EXAMPLES) {
            int x = NAME + drawn[row]++ * (CELL + GAP);
            graphics.drawImage(
                image(group, example, reader.image()), x, top(row), CELL, CELL, null);
          }
        }
      }
    }
  }

  private static boolean wanting(int[] drawn) {
    return Arrays.stream(drawn).anyMatch(count -> count < EXAMPLES);
  }

  private static BufferedImage image(RowGroup group, int row, ImageShape shape) {
    BufferedImage image =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    int at = row * shape.values();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++, at += shape.channels()) {
        int red = group.pixels()[at] & 0xff;
        int green = group.pixels()[at + (shape.channels() == 1 ? 0 : 1)] & 0xff;
        int blue = group.pixels()[at + shape.channels() - 1] & 0xff;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }
}
