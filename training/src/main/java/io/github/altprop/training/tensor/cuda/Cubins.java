package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.ElementType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compiled kernels, kept on disk by what they were compiled of, for what, and with what. */
final class Cubins {
  private final Path folder;

  /** Kept in a folder, which need not exist and need not be writable. */
  Cubins(Path folder) {
    this.folder = folder;
  }

  /** Kept where the user's caches are: {@code $XDG_CACHE_HOME} or {@code ~/.cache}. */
  static Cubins ofUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new Cubins(root.resolve("altprop").resolve("kernels"));
  }

  /** Compiles what is not there yet. */
  @FunctionalInterface
  interface Compiler {
    byte[] compile(String source, String real, int capability);
  }

  /**
   * The kernels over elements of a type for a compute capability.
   *
   * @param version of the compiler
   */
  byte[] get(ElementType type, int capability, String version, Compiler compiler) {
    String source = KernelSource.text();
    String real = type == ElementType.FLOAT32 ? "float" : "double";
    Path file =
        folder.resolve("sm_" + capability + "-" + real + "-" + hash(version + source) + ".cubin");
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      byte[] image = compiler.compile(source, real, capability);
      keep(image, file);
      return image;
    }
  }

  // Written under another name first: two processes may start at once.
  private void keep(byte[] image, Path file) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", null);
      Files.write(part, image);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // It is compiled again the next time, which takes less than a second.
      return;
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
