package io.github.altprop.jobs.shard;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/** A small ILSVRC2012 of drawn images: as a folder tree, and as archives of the same files. */
public final class ImageTrees {
  static final List<String> CLASSES = List.of("n02119789", "n02100735", "n01440764");
  static final int PER_CLASS = 7;
  static final int VALIDATION = 5;

  private ImageTrees() {}

  public static void writeTree(Path root) throws IOException {
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
  public static void writeArchives(Path tree, Path root) throws IOException {
    ByteArrayOutputStream train = new ByteArrayOutputStream();
    for (String wnid : inReverse(tree.resolve("Data/CLS-LOC/train"))) {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      Path classFolder = tree.resolve("Data/CLS-LOC/train/" + wnid);
      for (String name : inReverse(classFolder)) {
        entry(inner, name, Files.readAllBytes(classFolder.resolve(name)));
      }
      inner.write(new byte[1024]);
      entry(train, wnid + ".tar", inner.toByteArray());
    }
    train.write(new byte[1024]);
    put(root.resolve("ILSVRC2012_img_train.tar"), train.toByteArray());
    ByteArrayOutputStream validation = new ByteArrayOutputStream();
    Path images = tree.resolve("Data/CLS-LOC/val");
    for (String name : inReverse(images)) {
      entry(validation, name, Files.readAllBytes(images.resolve(name)));
    }
    validation.write(new byte[1024]);
    put(root.resolve("ILSVRC2012_img_val.tar"), validation.toByteArray());
    for (String name : List.of("map_clsloc.txt", "ILSVRC2012_validation_ground_truth.txt")) {
      put(
          root.resolve("devkit/data/" + name),
          Files.readAllBytes(tree.resolve("devkit/data/" + name)));
    }
  }

  private static List<String> inReverse(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The same labels as in {@link #writeTree}, as the devkit has them. */
  static void writeDevkitArchive(Path root) throws IOException {
    Struct synsets = Mat5.newStruct(CLASSES.size() + 1, 1);
    List<String> names = List.of("kit fox, Vulpes macrotis", "setter", "tench", "animal");
    for (int i = 0; i < names.size(); i++) {
      boolean leaf = i < CLASSES.size();
      synsets.set("ILSVRC2012_ID", i, Mat5.newScalar(i + 1));
      synsets.set("WNID", i, Mat5.newString(leaf ? CLASSES.get(i) : "n00015388"));
      synsets.set("words", i, Mat5.newString(names.get(i)));
      synsets.set("num_children", i, Mat5.newScalar(leaf ? 0 : CLASSES.size()));
    }
    ByteBuffer meta = ByteBuffer.allocate(1 << 20);
    try (MatFile file = Mat5.newMatFile().addArray("synsets", synsets);
        Sink sink = Sinks.wrap(meta)) {
      file.writeTo(sink);
    }
    StringBuilder truth = new StringBuilder();
    for (int i = 1; i <= VALIDATION; i++) {
      truth.append(i % 3 + 1).append('\n');
    }
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    String data = "ILSVRC2012_devkit_t12/data/";
    entry(tar, data + "meta.mat", Arrays.copyOf(meta.array(), meta.position()));
    entry(
        tar,
        data + "ILSVRC2012_validation_ground_truth.txt",
        truth.toString().getBytes(StandardCharsets.UTF_8));
    tar.write(new byte[1024]);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      tar.writeTo(out);
    }
    put(root.resolve("ILSVRC2012_devkit_t12.tar.gz"), zipped.toByteArray());
  }

  /** Removes a folder of files and folders. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
