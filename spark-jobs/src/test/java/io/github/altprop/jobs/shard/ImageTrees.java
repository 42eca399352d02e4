package io.github.altprop.jobs.shard;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A small ILSVRC2012 of drawn images: as a folder tree, and as archives of the same files. */
final class ImageTrees {
  static final List<String> CLASSES = List.of("n02119789", "n02100735", "n01440764");
  static final int PER_CLASS = 7;
  static final int VALIDATION = 5;

  private ImageTrees() {}

  static void writeTree(Path root) throws IOException {
    Path images = root.resolve("Data/CLS-LOC");
    for (String wnid : CLASSES) {
      for (int i = 0; i < PER_CLASS; i++) {
        String name = wnid + "_" + (i * 37 % 100) + ".JPEG";
        put(images.resolve("train/" + wnid + "/" + name), jpeg(wnid.hashCode() + i));
      }
    }
    StringBuilder truth = new StringBuilder();
    for (int i = 1; i <= VALIDATION; i++) {
      put(images.resolve("val/ILSVRC2012_val_%08d.JPEG".formatted(i)), jpeg(1_000 + i));
      truth.append(i % 3 + 1).append('\n');
    }
    Path devkit = root.resolve("devkit/data");
    put(
        devkit.resolve("map_clsloc.txt"),
        "n02119789 1 kit_fox\r\nn02100735 2 English_setter\r\nn01440764 3 tench"
            .getBytes(StandardCharsets.UTF_8));
    put(
        devkit.resolve("ILSVRC2012_validation_ground_truth.txt"),
        truth.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The same as archives, in an order of its own. */
  static void writeArchives(Path tree, Path root) throws IOException {
    ByteArrayOutputStream train = new ByteArrayOutputStream();
    for (String wnid : List.of("n01440764", "n02119789", "n02100735")) {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      try (Stream<Path> files = Files.list(tree.resolve("Data/CLS-LOC/train/" + wnid))) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          entry(inner, file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
      inner.write(new byte[1024]);
      entry(train, wnid + ".tar", inner.toByteArray());
    }
    train.write(new byte[1024]);
    put(root.resolve("ILSVRC2012_img_train.tar"), train.toByteArray());
    ByteArrayOutputStream validation = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(tree.resolve("Data/CLS-LOC/val"))) {
      for (Path file : files.toList()) {
        entry(validation, file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    validation.write(new byte[1024]);
    put(root.resolve("ILSVRC2012_img_val.tar"), validation.toByteArray());
    for (String name : List.of("map_clsloc.txt", "ILSVRC2012_validation_ground_truth.txt")) {
      put(
          root.resolve("devkit/data/" + name),
          Files.readAllBytes(tree.resolve("devkit/data/" + name)));
    }
  }

  static void put(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  static byte[] jpeg(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image =
        new BufferedImage(
            random.nextInt(40, 90), random.nextInt(40, 90), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 20; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillOval(
          random.nextInt(80), random.nextInt(80), random.nextInt(60), random.nextInt(60));
    }
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }

  /** Appends an entry with a ustar header. */
  static void entry(ByteArrayOutputStream tar, String name, byte[] content) throws IOException {
    tar.write(header(name, content.length, '0'));
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }

  static byte[] header(String name, long length, char type) {
    byte[] block = new byte[512];
    text(block, 0, name);
    text(block, 100, "0000644");
    text(block, 124, "%011o".formatted(length));
    text(block, 136, "00000000000");
    text(block, 148, "        ");
    block[156] = (byte) type;
    text(block, 257, "ustar");
    text(block, 263, "00");
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    text(block, 148, "%06o".formatted(sum));
    block[154] = 0;
    return block;
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
