package io.github.altprop.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run left behind that must not depend on where and how often it was started. */
record RunFiles(Path folder) {
  private static final String TIMED = ",?\"(seconds|\\w+Seconds|\\w+PerSecond|\\w+Worker)\":[^,}]+";

  /** Weights, moments and fixed feedback of the newest checkpoint: SHA-256 by file name. */
  Map<String, String> weights() {
    Path newest =
        list(folder.resolve("checkpoints")).reduce((before, after) -> after).orElseThrow();
    return list(newest)
        .filter(file -> file.toString().endsWith(".safetensors"))
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString(),
                RunFiles::sha256,
                (one, other) -> one,
                TreeMap::new));
  }

  /** The metrics without what depends on the clock. */
  List<String> metrics() {
    return lines().map(line -> line.replaceAll(TIMED, "")).toList();
  }

  /** Rounds recorded so far. */
  long rounds() {
    return Files.exists(log()) ? lines().filter(line -> line.contains("\"round\",")).count() : 0;
  }

  private Path log() {
    return folder.resolve("metrics.jsonl");
  }

  private Stream<String> lines() {
    try {
      return Files.readAllLines(log()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
